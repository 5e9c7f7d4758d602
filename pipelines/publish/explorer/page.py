"""The page: template, style, code and data in one self-contained file."""

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

# The last two levels take three times as long to save one per cent.
LEVEL = 7
BUNDLE = shipped("explorer/bundle")


def render(
    tables: Mapping[str, pa.Table],
    about: About,
    limits: Limits | None = None,
    rows: Mapping[str, int] | None = None,
) -> str:
    """Return a release as one HTML page; equal tables give an equal page.

    Args:
        tables: the published tables by name, each in its declared schema.
        about: what the page shows about the release besides its tables.
        limits: limits on the data in the page; the default ones if not given.
        rows: row count of each table in the release, if `tables` holds only a part.

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
        description=_in_script(about.search_description),
        data=_packed(payload(tables, about, limits or Limits(), rows or {})),
        script=script,
    )


def _part(name: str) -> str:
    try:
        return (BUNDLE / name).read_text(encoding="utf-8")
    except FileNotFoundError:
        raise FileNotFoundError(f"explorer/bundle/{name} is missing. Run `npm run build` in explorer/.") from None


def _policy(script: str, style: str) -> str:
    """Return a content security policy that allows only this script and this style and loads nothing."""
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


def _in_script(value: object) -> str:
    """Return the value as JSON that cannot end the script element which holds it."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, allow_nan=False).replace("<", "\\u003c")


def _packed(value: object) -> str:
    """Return the value as JSON, deflated and in base64, which has no character that is special in HTML."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True, allow_nan=False)
    return base64.b64encode(zlib.compress(text.encode(), LEVEL)).decode()


def _refuse_odd_addresses(about: About) -> None:
    addresses = [str(source.licence.url) for source in about.sources if source.licence.url]
    for address in addresses:
        if not address.startswith(("https://", "http://")):
            raise ValueError(f"The licence address {address!r} cannot be linked. Use an http or https address.")
    if about.report is not None and not about.report.startswith(("https://", "http://", "mailto:")):
        raise ValueError(f"The report address {about.report!r} cannot be linked. Use an http, https or mailto address.")
