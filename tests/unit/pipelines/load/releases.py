"""Releases to load, and what a database holds of them."""

from collections.abc import Iterable, Mapping
from pathlib import Path

import pyarrow as pa
import sqlalchemy as sa

from pipelines.load.connection import parsed
from pipelines.publish.columnar.rows import Stored, whole
from pipelines.publish.release import publish
from schemas.registry import LOADED
from tests.publish_examples import STORIES, Story, provenance, tables

Rows = Mapping[str, list[tuple[object, ...]]]


def release(folder: Path, stories: Iterable[Story] = STORIES) -> Path:
    """Publish a further release of a data folder."""
    return publish(tables(folder, stories), folder, provenance()).path


def published(release: Path) -> Rows:
    """The rows of each table of a release."""
    return {name: _sorted(whole(Stored(release / "parquet" / f"{name}.parquet"))) for name in LOADED}


def held(target: str) -> Rows:
    """The rows of each table in a database, and which release it says it holds."""
    engine = sa.create_engine(parsed(target))
    try:
        with engine.connect() as connection:
            found = sa.MetaData()
            return {name: _held(connection, name, found) for name in (*LOADED, "loaded_release")}
    finally:
        engine.dispose()


def _held(connection: sa.Connection, name: str, metadata: sa.MetaData) -> list[tuple[object, ...]]:
    if name in LOADED:
        from schemas.formats.sql import SQL_TYPES

        columns = [sa.Column(column.name, SQL_TYPES[column.type]) for column in LOADED[name].columns]
        rows = connection.execute(sa.select(sa.Table(name, metadata, *columns))).all()
    else:
        rows = connection.execute(sa.select(sa.text("*")).select_from(sa.table(name))).all()
    return sorted((tuple(row) for row in rows), key=repr)


def _sorted(rows: pa.Table) -> list[tuple[object, ...]]:
    return sorted((tuple(row.values()) for row in rows.to_pylist()), key=repr)
