"""When two texts count as the same."""

import re

_WORD = re.compile(r"\w+")


def fold(text: str | None) -> str:
    """The text with each run of white space made one blank, stripped; empty for null."""
    return " ".join((text or "").replace("\u00a0", " ").split())


def same_text(found: str | None, wanted: str) -> bool:
    """Whether a body is the wanted one, or holds it with less than as much again around it (cut or decorated texts)."""
    body, wanted_body = fold(found), fold(wanted)
    if body == wanted_body:
        return True
    return len(wanted_body) > 40 and wanted_body in body and len(body) < 2 * len(wanted_body)


def overlap(first: str, second: str) -> bool:
    """Whether two names have half or more of the words of each in common."""
    one, other = _words(first), _words(second)
    if not one or not other:
        return False
    if one == other:
        return True
    common = len(set(one) & set(other))
    return common / len(set(one)) >= 0.5 and common / len(set(other)) >= 0.5


def _words(text: str) -> list[str]:
    return _WORD.findall(fold(text).lower())
