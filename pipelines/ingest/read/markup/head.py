"""What a page states of itself: metadata, JSON-LD, microdata, its language and its addresses."""

import json
import re
from collections import deque
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from pipelines.ingest.documents import Head

_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_LONGEST_JSON = 500_000
_MOST_OBJECTS = 2_000
_COUNTRY = re.compile(r"^[A-Za-z]{2,3}[-_](?:[A-Za-z]{4}[-_])?([A-Za-z]{2})$")
_SPACE = re.compile(r"\s+")
# Properties of the vocabularies (Open Graph, Dublin Core, schema.org, Highwire Press), the surest first.
_PUBLISHED = (
    "article:published_time", "og:article:published_time", "datepublished", "dcterms.issued", "dc.date.issued",
    "dcterms.created", "dc.date.created", "dcterms.date", "dc.date", "dc:date", "citation_publication_date",
    "publication_date", "publish_date", "publish-date", "publishdate", "pubdate", "parsely-pub-date", "sailthru.date",
    "article.published", "article_date_original", "date",
)  # fmt: skip
_TITLES = ("og:title", "twitter:title", "dc.title", "dcterms.title", "citation_title")
_ARTICLES = frozenset(
    ("Article", "NewsArticle", "BlogPosting", "ReportageNewsArticle", "PressRelease", "Report", "SocialMediaPosting")
)
# Properties that hold further objects.
_HOLDING = ("@graph", "mainEntity", "itemListElement", "item", "blogPost", "hasPart")
_DAY = re.compile(r"(?:19|20)\d\d[-/](?:0?[1-9]|1[0-2])[-/](?:0?[1-9]|[12]\d|3[01])(?!\d)")
_COMPACT_DAY = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)")


def read_head(root: etree._Element) -> Head:
    """Read what the page states of itself, from its head and from elements with metadata in its body."""
    head = root.find("head")
    metas = _metas(root)
    objects = list(_linked_data(root))
    articles = [each for each in objects if _types(each) & _ARTICLES]
    titles = [each["headline"] for each in articles if isinstance(each.get("headline"), str)]
    titles += [metas[name] for name in _TITLES if name in metas]
    stated = [each.get("datePublished") for each in articles]
    stated += [metas[name] for name in _PUBLISHED if name in metas]
    return Head(
        title=(_folded(head.findtext("title", "")) or None) if head is not None else None,
        titles=tuple(dict.fromkeys(filter(None, map(_folded, titles)))),
        published_on=next(filter(None, map(day_stated, stated)), None),
        listed=tuple(_listed(articles)),
        is_article=len(articles) == 1 or metas.get("og:type", "").lower() == "article",
        is_calendar=_has_events(root, objects),
        language=_language(root, metas),
        country=_country(root, metas),
        base=_attribute(head, ".//base", "href"),
        canonical=_attribute(head, ".//link[@rel='canonical']", "href") or metas.get("og:url"),
    )


def _listed(articles: list[Mapping[str, Any]]) -> Iterator[tuple[str, date]]:
    """Yield headline and day of each article that states both."""
    for each in articles:
        headline, day = each.get("headline") or each.get("name"), day_stated(each.get("datePublished"))
        if isinstance(headline, str) and day is not None:
            yield _folded(headline), day


def day_stated(value: object) -> date | None:
    """Return the day that a value in a machine's notation begins with, or None where it begins with none."""
    text = value.strip() if isinstance(value, str) else ""
    match = _DAY.match(text)
    parts = re.split("[-/]", match.group()) if match else _COMPACT_DAY.fullmatch(text[:8])
    if parts is None:
        return None
    try:
        return date(*map(int, parts if isinstance(parts, list) else parts.groups()))
    except ValueError:
        return None


def _metas(root: etree._Element) -> dict[str, str]:
    """Return the contents of metadata elements by their property; of several the first."""
    metas: dict[str, str] = {}
    for meta in root.iter("meta"):
        content = (meta.get("content") or "").strip()
        for key in (meta.get("property"), meta.get("name"), meta.get("itemprop")):
            if key and content:
                metas.setdefault(key.strip().lower(), content)
    return metas


def _linked_data(root: etree._Element) -> Iterator[Mapping[str, Any]]:
    """Yield the objects of the page's JSON-LD, those of its graphs and lists included."""
    for script in root.iter("script"):
        if (script.get("type") or "").strip().lower() != "application/ld+json":
            continue
        text = script.text or ""
        if len(text) <= _LONGEST_JSON:
            try:
                yield from _objects(json.loads(text, strict=False))
            except (ValueError, RecursionError):
                continue


def _objects(value: object) -> Iterator[Mapping[str, Any]]:
    left = deque([value])
    for _ in range(_MOST_OBJECTS):
        if not left:
            return
        each = left.popleft()
        if isinstance(each, list):
            left.extend(each)
        elif isinstance(each, dict):
            yield each
            left.extend(each[key] for key in _HOLDING if key in each)


def _types(each: Mapping[str, Any]) -> set[str]:
    stated = each.get("@type")
    types = stated if isinstance(stated, list) else [stated]
    return {kind.rpartition("/")[2] for kind in types if isinstance(kind, str)}


def _has_events(root: etree._Element, objects: list[Mapping[str, Any]]) -> bool:
    """Return whether the page states that it lists what is to take place, and no article."""
    kinds = [kind for each in objects for kind in _types(each)]
    events = sum(kind.endswith("Event") for kind in kinds) + len(root.xpath("//*[contains(@itemtype, '/Event')]"))
    return events > 0 and not any(kind in _ARTICLES for kind in kinds)


def _language(root: etree._Element, metas: Mapping[str, str]) -> str | None:
    primary = re.split("[-_]", next(_locales(root, metas), ""))[0].lower()
    return primary if primary in {"en", "es"} else None


def _country(root: etree._Element, metas: Mapping[str, str]) -> str | None:
    """Return the country of the first locale that states one."""
    countries = (_COUNTRY.search(locale) for locale in _locales(root, metas))
    return next((match.group(1).lower() for match in countries if match), None)


def _locales(root: etree._Element, metas: Mapping[str, str]) -> Iterator[str]:
    """Yield the locales, such as `en-GB`, that the page states, the surest first."""
    stated = (root.get("lang"), root.get(_XML_LANG), metas.get("og:locale"), metas.get("content-language"))
    yield from (locale.strip() for locale in stated if locale)


def _attribute(head: etree._Element | None, path: str, attribute: str) -> str | None:
    found = head.find(path) if head is not None else None
    return (found.get(attribute) or "").strip() or None if found is not None else None


def _folded(text: str) -> str:
    return _SPACE.sub(" ", text).strip()
