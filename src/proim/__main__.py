"""``python -m proim`` is the console script ``proim``."""

from proim.config.cli import main

main()
