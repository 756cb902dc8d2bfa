import pytest


@pytest.fixture(autouse=True)
def _own_storage(settings, tmp_path):
    """Keep issued files of a test in a folder of its own."""
    settings.MEDIA_ROOT = tmp_path
