import pytest


@pytest.fixture(autouse=True)
def _own_vault(settings, tmp_path):
    """Give each test an empty vault."""
    settings.MEDIA_ROOT = tmp_path / "files"
