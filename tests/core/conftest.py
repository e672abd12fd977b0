import pytest

from core import stampfile


@pytest.fixture(autouse=True)
def var(settings, tmp_path):
    """A machine of its own for each test: no stamp but the one the test makes."""
    settings.VAR = tmp_path
    return tmp_path


@pytest.fixture
def stamp(var):
    """The machine's stamp, there and valid."""
    stampfile.write("a-stamp")
    return "a-stamp"
