"""The sensor that runs `refresh` when a document in a folder changes."""

import hashlib
from collections.abc import Iterable

import dagster as dg

from assets.automation.retries import should_retry
from assets.composition.naming import Job, Names
from assets.resources import project_of
from pipelines.ingest.collect.folder import finds
from pipelines.ingest.sources.sources_file import FolderSource, Source, load_sources
from pipelines.ingest.store.outcomes import Find

SECONDS_BETWEEN_LOOKS = 60


def fingerprint(sources: Iterable[Source]) -> str:
    """Return a hash of what the sources' folders hold now, as 16 hex digits; order and time do not affect it."""
    held = hashlib.sha256()
    for source in sorted(sources, key=lambda source: source.id):
        if isinstance(source, FolderSource):
            for found in finds(source, source.location):
                content = hashlib.sha256(found.raw).hexdigest() if isinstance(found, Find) else found.reason
                held.update(f"{source.id}\0{found.location}\0{content}\n".encode())
    return held.hexdigest()[:16]


def folder_sensor(names: Names, job: Job) -> dg.SensorDefinition:
    """Return the sensor of all sources that are folders."""

    @dg.sensor(
        name=names.name("folder_sensor"),
        job=job,
        minimum_interval_seconds=SECONDS_BETWEEN_LOOKS,
        default_status=dg.DefaultSensorStatus.STOPPED,
        required_resource_keys={names.resource},
    )
    def look(context: dg.SensorEvaluationContext) -> dg.SensorResult | dg.SkipReason:
        """Start a refresh when a document in a source's folder is new, changed or removed, or a refresh failed."""
        before = context.cursor or "none/0"
        seen, _, change = before.partition("/")
        content = fingerprint(load_sources(project_of(context, names).sources_file))
        if content == seen and not should_retry(context.instance, before):
            return dg.SkipReason("No document has changed.")
        # Numbered, because a folder may return to earlier content, which is a change too.
        cursor = f"{content}/{int(change) + 1}"
        return dg.SensorResult(run_requests=[dg.RunRequest(run_key=cursor)], cursor=cursor)

    return look
