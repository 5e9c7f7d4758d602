"""Sensors that run `refresh` when a website changes: one for each kind of source on the web."""

import json
from collections.abc import Iterator, Mapping

import dagster as dg

from assets.automation.retries import should_retry
from assets.composition.naming import Job, Names
from assets.resources import Project, project_of
from pipelines.ingest.collect.probe import fingerprints
from pipelines.ingest.collect.web.client import Client
from pipelines.ingest.sources.sources_file import DocumentSource, FeedSource, ListingSource, Source, load_sources
from pipelines.ingest.store.raw_store import Store
from pipelines.ingest.store.state import Histories, SourceState

SECONDS_BETWEEN_LOOKS = 1800
KINDS: dict[str, type[Source]] = {"listing": ListingSource, "feed": FeedSource, "document": DocumentSource}
Seen = dict[str, str]


def source_run(names: Names, source_id: str, run_key: str | None = None) -> dg.RunRequest:
    """Return a run that refreshes one source and leaves the others unchanged; runs of the same source are queued."""
    return dg.RunRequest(
        run_key=run_key,
        run_config={"ops": {names.name("ingest"): {"config": {"sources": [source_id]}}}},
        tags={"source": source_id},
    )


def sensor_of(names: Names, job: Job, kind: str) -> dg.SensorDefinition:
    """Return the sensor of a kind; its cursor holds each source's last fingerprints and its number of changes."""

    @dg.sensor(
        name=names.name(f"{kind}_sensor"),
        job=job,
        minimum_interval_seconds=SECONDS_BETWEEN_LOOKS,
        default_status=dg.DefaultSensorStatus.STOPPED,
        description=(
            f"Starts a refresh of each source of kind `{kind}` whose first page, feed or document has changed, and "
            "again if that refresh failed."
        ),
        required_resource_keys={names.resource},
    )
    def look(context: dg.SensorEvaluationContext) -> dg.SensorResult | dg.SkipReason:
        before: dict[str, Seen] = json.loads(context.cursor or "{}")
        after = dict(_seen(kind, project_of(context, names), before))
        for source_id, seen in after.items():
            if seen == before.get(source_id) and should_retry(context.instance, _run_key(source_id, seen)):
                after[source_id] = _numbered(seen, seen)
        requests = [
            source_run(names, source_id, _run_key(source_id, seen))
            for source_id, seen in after.items()
            if seen.get("change") != before.get(source_id, {}).get("change")
        ]
        cursor = json.dumps(after, sort_keys=True)
        if not requests:
            return dg.SkipReason(f"No source of kind {kind} has changed.")
        return dg.SensorResult(run_requests=requests, cursor=cursor)

    return look


def _seen(kind: str, project: Project, before: Mapping[str, Seen]) -> Iterator[tuple[str, Seen]]:
    sources = [source for source in load_sources(project.sources_file) if isinstance(source, KINDS[kind])]
    histories = Histories(sources, Store(project.workspace.store))
    with Client() as client:
        for source in sources:
            known = before.get(source.id, {})
            yield source.id, _fingerprints_now(source, histories[source.id], known, client)


def _fingerprints_now(source: Source, state: SourceState, known: Seen, client: Client) -> Seen:
    """Return the current fingerprints, numbered because a site may return to earlier content, which is a change too."""
    held = state.held
    # A change that a run has already fetched is not new.
    found = {**known, **dict(fingerprints(source, held, client))}
    fetched = {address: (held[address].sha256 or "")[:16] for address in found if address in held}
    changed = [address for address in found if address != "change" and found[address] != known.get(address)]
    is_news = any(found[address] != fetched.get(address) for address in changed)
    return _numbered(found, known) if is_news else known


def _numbered(found: Seen, known: Seen) -> Seen:
    """Return the fingerprints as the next change."""
    return {**found, "change": str(int(known.get("change", "0")) + 1)}


def _run_key(source_id: str, seen: Seen) -> str:
    values = "-".join(value for name, value in sorted(seen.items()) if name != "change")
    return f"{source_id}/{seen.get('change', '0')}/{values}"


def source_sensors(names: Names, job: Job) -> list[dg.SensorDefinition]:
    """Return the sensors of all kinds of sources on the web."""
    return [sensor_of(names, job, kind) for kind in KINDS]
