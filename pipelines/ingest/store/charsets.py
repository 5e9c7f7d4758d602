"""Reads the character set that a stored response was sent with."""

from collections.abc import Mapping
from email.message import Message
from functools import lru_cache


def charset_of(headers: Mapping[str, str]) -> str | None:
    """Return the character set that headers state."""
    return _charset(headers.get("content-type", ""))


@lru_cache
def _charset(content_type: str) -> str | None:
    stated = Message()
    stated["content-type"] = content_type
    charset = stated.get_param("charset")
    return charset if isinstance(charset, str) and charset else None
