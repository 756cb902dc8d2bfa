"""At which widths and in which languages a page is looked at.

test_every_page.py visits every address in both languages at both widths; a test of one part takes two corners.
"""

import pytest

CORNERS = [(360, "es-MX"), (1280, "en")]
BOTH = pytest.mark.parametrize(("width", "locale"), CORNERS)
