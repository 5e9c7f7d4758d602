"""Published tables of any size from a seed: invented texts with the variety of real ones."""

import random
from datetime import date, timedelta

import pyarrow as pa

from pipelines.publish.tables.flat import flat_events
from schemas.codes import code_list
from schemas.formats.arrow import arrow_schema
from schemas.registry import PUBLISHED

COUNTRIES = (
    ("MEX", "MX", "484", "Mexico", "México", 23.9, -102.5),
    ("GTM", "GT", "320", "Guatemala", "Guatemala", 15.7, -90.4),
    ("HND", "HN", "340", "Honduras", "Honduras", 14.8, -86.6),
    ("SLV", "SV", "222", "El Salvador", "El Salvador", 13.7, -88.9),
    ("NIC", "NI", "558", "Nicaragua", "Nicaragua", 12.8, -85.0),
    ("CRI", "CR", "188", "Costa Rica", "Costa Rica", 10.0, -84.2),
    ("PAN", "PA", "591", "Panama", "Panamá", 8.5, -80.1),
    ("BLZ", "BZ", "084", "Belize", "Belice", 17.2, -88.7),
    ("HTI", "HT", "332", "Haiti", "Haití", 19.1, -72.7),
    ("JAM", "JM", "388", "Jamaica", "Jamaica", 18.2, -77.3),
    ("GRD", "GD", "308", "Grenada", "Granada", 12.1, -61.7),
    ("MTQ", "MQ", "474", "Martinique", "Martinica", 14.7, -61.0),
    ("GUF", "GF", "254", "French Guiana", "Guayana Francesa", 3.9, -53.1),
    ("ESP", "ES", "724", "Spain", "España", 40.2, -3.6),
    ("NAM", "NA", "516", "Namibia", "Namibia", -22.1, 17.2),
)
SYLLABLES = tuple("ba ce di fo gu la me ni po ru sa te vi zo ca del gran mar tor pen lis qui nes".split())  # noqa: SIM905
SOURCE = {
    "source_id": "harbour-news", "title": "Harbour News", "publisher": "Harbour Office",
    "address": "https://example.org/news", "licence": "All rights reserved",
    "attribution": "Harbour Office, Harbour News", "republish_text": False,
    "first_published_on": date(2016, 1, 4), "last_published_on": date(2025, 12, 30),
}  # fmt: skip
FIRST_DAY = date(2016, 1, 4)
DAYS = 3650


def tables(count: int, seed: int = 7) -> dict[str, pa.Table]:
    """The published tables of `count` events, all but what is counted; the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311
    words = list(dict.fromkeys(_word(chance) for _ in range(30_000)))
    partners = _partners(chance, words, max(8, min(400, count // 20)))
    rows: dict[str, list[dict[str, object]]] = {name: [] for name in PUBLISHED}
    for number in range(count):
        _add_event(rows, chance, words, partners, number)
    rows["partners"] = partners
    rows["countries"] = [_country(*country) for country in COUNTRIES]
    rows["sources"] = [SOURCE | {"bulletin_count": -(-count // 10), "event_count": count}]
    rows["bulletins"] = [_bulletin(number) for number in range(-(-count // 10))]
    rows["quarantine"] = [_set_aside(number) for number in range(count // 10)]
    made = {name: pa.Table.from_pylist(rows[name], schema=arrow_schema(table)) for name, table in PUBLISHED.items()}
    return made | {"events_flat": flat_events(made, made["partners"])}


def _bulletin(number: int) -> dict[str, object]:
    return {
        "bulletin_id": f"bul_{number:016x}", "source_id": "harbour-news", "location": f"news/{number}.html",
        "address": f"https://example.org/news/{number}", "media_type": "text/html", "reader": "html_listing/2",
        "reader_fit": 0.9, "language": "en", "entry_block_count": 30, "furniture_block_count": 12,
        "quarantined_block_count": 1, "entry_count": 10, "event_count": 10, "merged_entry_count": 0, "reason": None,
    }  # fmt: skip


def _set_aside(number: int) -> dict[str, object]:
    return {
        "bulletin_id": f"bul_{number:016x}", "source_id": "harbour-news", "block_number": number % 30 + 1,
        "reason": ("headline without text", "text before the first entry")[number % 2], "text": f"Line {number}",
    }  # fmt: skip


def _word(chance: random.Random) -> str:
    return "".join(chance.choice(SYLLABLES) for _ in range(chance.choice((1, 2, 2, 3, 3, 4))))


def _sentence(chance: random.Random, words: list[str], length: int) -> str:
    # Few words are common and many are rare, as in languages.
    return " ".join(words[int(len(words) ** chance.random()) - 1] for _ in range(length))


def _partners(chance: random.Random, words: list[str], count: int) -> list[dict[str, object]]:
    types = list(code_list("organisation_types"))
    return [
        {
            "partner_id": f"partner-{at:03}", "name": f"Office {at} of {_sentence(chance, words, 3).title()}",
            "name_es": f"Oficina {at}" if at % 2 else None, "acronym": f"O{at}" if at % 3 == 0 else None,
            "org_type": chance.choice(types), "country_iso3": chance.choice(COUNTRIES)[0], "status": "registered",
            "website": "https://example.org/" if at % 4 == 0 else None, "unverified": at % 3 == 0, "event_count": 0,
        }
        for at in range(count)
    ]  # fmt: skip


def _country(iso3: str, iso2: str, m49: str, english: str, spanish: str, lat: float, lon: float) -> dict[str, object]:
    return {
        "country_iso3": iso3, "country_iso2": iso2, "m49": m49, "name_en": english, "name_es": spanish,
        "latitude": lat, "longitude": lon, "event_count": 0, "host_event_count": 0,
    }  # fmt: skip


def _add_event(
    rows: dict[str, list[dict[str, object]]], chance: random.Random, words: list[str],
    partners: list[dict[str, object]], number: int,
) -> None:  # fmt: skip
    event_id = f"evt_{chance.getrandbits(64):016x}"
    key = {"event_id": event_id}
    countries = chance.sample(COUNTRIES, chance.choice((0, 1, 1, 2, 3)))
    present = [partners[int(len(partners) * chance.random() ** 2)] for _ in range(chance.choice((0, 1, 2, 2, 4)))]
    names = [country[3] for country in countries] + [str(partner["name"]) for partner in present[:1]]
    headline = f"{_sentence(chance, words, 9).capitalize()} {number}" + "".join(f", {name}" for name in names[:1])
    quote = f"{_sentence(chance, words, 22).capitalize()} {' y '.join(names)}."[:200]
    published = FIRST_DAY + timedelta(days=chance.randrange(DAYS))
    start = published - timedelta(days=chance.randrange(20)) if chance.random() < 0.6 else None
    rows["events"].append(key | {
        "source_id": "harbour-news", "bulletin_id": f"bul_{number // 10:016x}", "entry_number": number % 10 + 1,
        "published_on": published if chance.random() < 0.95 else None, "language": chance.choice(("en", "es")),
        "headline": headline, "quote": quote,
        "url": f"https://example.org/news/{published.year}/{number}-{headline[:30].replace(' ', '-')}",
        "event_type": chance.choice(list(code_list("event_types"))), "start_on": start, "end_on": start,
        "event_date_edtf": start and start.isoformat(), "date_precision": start and "day",
        "host_country_iso3": countries[0][0] if countries else None,
        "latitude": countries[0][5] if countries else None, "longitude": countries[0][6] if countries else None,
        "participant_count": chance.choice((None, None, 25, 1200)), "participant_qualifier": None,
        "source_status": "listed", "activity_id": event_id.replace("evt_", "act_"), "date_confidence": 0.97,
        "host_confidence": 0.96, "type_confidence": 0.9, "participants_confidence": 0.95,
        "row_confidence": (0.52, 0.91, 0.97)[len(rows["events"]) % 3],
    })  # fmt: skip
    rows["event_countries"] += [
        key | {"country_iso3": country[0], "is_host": at == 0, "basis": "name", "mention_count": 1}
        for at, country in enumerate(countries)
    ]
    distinct = {str(partner["partner_id"]): partner for partner in present}
    roles = list(code_list("roles"))
    rows["event_partners"] += [
        key | {"partner_id": partner, "role": chance.choice(roles), "mention_count": 1, "confidence": 0.98}
        for partner in distinct
    ]
    topics = chance.sample(list(code_list("topics")), chance.choice((0, 1, 2)))
    rows["event_topics"] += [key | {"scheme": "gcm", "code": code} for code in topics]
    entities = [("country", country[0], country[3]) for country in countries]
    entities += [("partner", partner_id, str(partner["name"])) for partner_id, partner in distinct.items()]
    for kind, entity, name in entities:
        in_headline = name in headline
        start_at = headline.index(name) if in_headline else 0
        rows["mentions"].append(key | {
            "kind": kind, "entity_id": entity, "field": "headline" if in_headline else "body", "start": start_at,
            "end": start_at + len(name), "text": name, "method": "register",
        })  # fmt: skip
