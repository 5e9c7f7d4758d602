"""How names are compared and tidied while the place tables are built."""

import re
import unicodedata


def straight(text: str) -> str:
    """Replace curly apostrophes, and letters that look like them, by straight ones."""
    return re.sub("[’‘ʻʼʿ]", "'", text)


def fold(text: str) -> str:
    """Fold case, accents, apostrophes, hyphens and runs of blanks, as the matcher does."""
    decomposed = unicodedata.normalize("NFKD", straight(text))
    plain = "".join(character for character in decomposed if not unicodedata.combining(character))
    return " ".join(plain.casefold().replace("-", " ").split())


def slug(text: str) -> str:
    """Make an ASCII slug: `Tecún Umán` becomes `tecun-uman`."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")


def is_latin(text: str) -> bool:
    """Return whether all letters are Latin."""
    return all("LATIN" in unicodedata.name(character, "") for character in text if character.isalpha())


def without_brackets(name: str) -> str:
    """Cut remarks in brackets: `Bolivia (Plurinational State of)` becomes `Bolivia`."""
    return re.sub(r"\s*\([^)]*\)", "", name).strip()


def split_names(cell: str) -> list[str]:
    """Split a cell that holds several names, separated by semicolons."""
    return [part.strip() for part in cell.split(";") if part.strip()]


def coordinate(value: str | float, digits: int = 2) -> str:
    """Format a coordinate in degrees with a fixed number of decimals; an empty one stays empty."""
    return "" if value == "" else f"{float(value):.{digits}f}"
