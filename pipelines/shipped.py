"""Files that ship with the code: reference tables, the explorer's bundle, the measured accuracy, default settings."""

from functools import cache
from importlib.resources import files
from pathlib import Path

_CHECKOUT = Path(__file__).resolve().parents[1]
# Where the wheel holds them, inside this package; the same paths as in the repository.
_INSTALLED = "shipped_files"


@cache
def is_checkout() -> bool:
    """Return whether the code runs from a checkout of the repository rather than from an installed wheel."""
    return (_CHECKOUT / "pyproject.toml").is_file()


def shipped(path: str) -> Path:
    """Return where a file or folder of the repository lies, in a checkout as in an installed wheel.

    Args:
        path: relative to the repository, such as `reference`.
    """
    return (_CHECKOUT if is_checkout() else Path(str(files("pipelines"))) / _INSTALLED) / path


def base_folder() -> Path:
    """Return the folder that relative paths count from: the checkout, or the working folder for an installed wheel."""
    return _CHECKOUT if is_checkout() else Path.cwd()
