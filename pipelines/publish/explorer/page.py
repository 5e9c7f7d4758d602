"""The page: template, style, code and data in one file that needs nothing else."""

import base64
import hashlib
import html
import json
import zlib
from collections.abc import Mapping
from string import Template

import pyarrow as pa

from pipelines.publish.explorer.about import About
from pipelines.publish.explorer.limits import Limits
from pipelines.publish.explorer.payload import payload
from pipelines.shipped import shipped

# The last two levels take three times as long for one part in a hundred.
LEVEL = 7
BUNDLE = shipped("explorer/bundle")


def render(
    tables: Mapping[str, pa.Table],
    about: About,
    limits: Limits | None = None,
    rows: Mapping[str, int] | None = None,
) -> str:
    """A release as one HTML page; the same tables give the same page.

    Args:
        tables: the published tables by name, each in its declared schema.
        about: what the page says of the release beside its tables.
        limits: how much the page may carry; the usual ones by default.
        rows: how many rows each table has in the release, if the tables are only what the page is to show.

    Raises:
        FileNotFoundError: the page's code has not been built.
        ValueError: a licence, report or other address of `about` is neither http(s) nor mailto.
    """
    _refuse_odd_addresses(about)
    script, style = _part("explorer.js"), _part("explorer.css")
    return Template(_part("page.html")).substitute(
        policy=html.escape(_policy(script, style)),
        title=html.escape(about.title),
        version=html.escape(about.version),
        style=style,
        data=_packed(payload(tables, about, limits or Limits(), rows or {})),
        script=script,
    )


def _part(name: str) -> str:
    try:
        return (BUNDLE / name).read_text(encoding="utf-8")
    except FileNotFoundError:
        raise FileNotFoundError(f"explorer/bundle/{name} is missing: run `npm run build` in explorer/") from None


def _policy(script: str, style: str) -> str:
    """Only this script and this style run; nothing is loaded from anywhere."""
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src {_source_hash(script)}",
            f"style-src {_source_hash(style)}",
            "font-src data:",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )


def _source_hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _packed(value: object) -> str:
    """JSON, deflated and in base64: no character of it means anything to HTML."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True, allow_nan=False)
    return base64.b64encode(zlib.compress(text.encode(), LEVEL)).decode()


def _refuse_odd_addresses(about: About) -> None:
    addresses = [str(source.licence.url) for source in about.sources if source.licence.url]
    for address in addresses:
        if not address.startswith(("https://", "http://")):
            raise ValueError(f"licence address {address!r}: only http and https addresses can be linked")
    if about.report is not None and not about.report.startswith(("https://", "http://", "mailto:")):
        raise ValueError(f"report address {about.report!r}: it must begin with https:, http: or mailto:")
