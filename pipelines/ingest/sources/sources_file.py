"""Loads `sources.yaml`: where bulletins come from, and on what terms."""

from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from pipelines.ingest.sources.errors import messages
from pipelines.ingest.sources.models import (
    DocumentSource,
    FeedSource,
    FolderSource,
    Licence,
    ListingSource,
    Source,
    SourceKinds,
)
from pipelines.ingest.sources.retention import Retention

__all__ = [
    "DocumentSource", "FeedSource", "FolderSource", "Licence", "ListingSource", "Source", "SourceKinds", "SourcesError",
    "load_retention", "load_sources",
]  # fmt: skip

_KEYS = ("sources", "reference", "retention")


class SourcesError(ValueError):
    """The sources file cannot be used; the message says where the error is and what is allowed."""


def load_sources(path: Path) -> tuple[Source, ...]:
    """Return the sources that the file names, in its order.

    Raises:
        SourcesError: the file is missing, is no YAML, or states something that is not allowed.
    """
    name = path.name
    stated = _stated(path)["sources"]
    load_retention(path)
    problems: list[str] = []
    sources: list[Source] = []
    for index, item in enumerate(stated):
        where = f"{name}: sources[{index}]"
        try:
            sources.append(_source(item, where, path.parent))
        except ValidationError as error:
            problems += messages(error, where, SourceKinds.BY_NAME[item["kind"]])
        except SourcesError as error:
            problems.append(str(error))
    problems += _repeated_ids(sources, name)
    if problems:
        raise SourcesError("\n".join(problems))
    return tuple(sources)


def load_retention(path: Path) -> Retention:
    """Return what the file says of how many releases and runs to keep.

    Raises:
        SourcesError: the file cannot be used.
    """
    stated = _stated(path).get("retention", {})
    where = f"{path.name}: retention"
    if not isinstance(stated, dict):
        raise SourcesError(f"{where}: must be a set of keys: {', '.join(Retention.model_fields)}")
    try:
        return Retention.model_validate(stated)
    except ValidationError as error:
        raise SourcesError("\n".join(messages(error, where, Retention))) from None


def load_overlays(path: Path) -> tuple[Path, ...]:
    """Return the folders of reference tables that the file adds to those of the project, in its order.

    Raises:
        SourcesError: the file cannot be used.
    """
    stated = _stated(path).get("reference", [])
    folders = [stated] if isinstance(stated, str) else stated
    if not isinstance(folders, list) or not all(isinstance(folder, str) and folder for folder in folders):
        raise SourcesError(f"{path.name}: reference: must be a folder or a list of folders")
    return tuple(path.parent / folder for folder in folders)


def _stated(path: Path) -> dict[str, Any]:
    name = path.name
    try:
        stated = yaml.safe_load(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise SourcesError(f"{name}: there is no such file at {path}") from None
    except (OSError, UnicodeDecodeError) as error:
        raise SourcesError(f"{name}: cannot be read ({error})") from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else "?"
        raise SourcesError(f"{name}: line {line}: not YAML: {error.problem}") from error
    except yaml.YAMLError as error:
        raise SourcesError(f"{name}: not YAML: {' '.join(str(error).split())}") from error
    if not isinstance(stated, dict) or "sources" not in stated:
        raise SourcesError(f"{name}: must hold the key `sources` with a list of sources")
    for key in stated:
        if key not in _KEYS:
            raise SourcesError(f"{name}: {key}: unknown key; allowed: {', '.join(_KEYS)}")
    if not isinstance(stated["sources"], list) or not stated["sources"]:
        raise SourcesError(f"{name}: sources: must be a list of at least one source")
    return stated


def _source(item: Any, where: str, base: Path) -> Source:  # noqa: ANN401 - whatever the YAML holds
    if not isinstance(item, dict):
        raise SourcesError(f"{where}: must be a set of keys: {', '.join(FolderSource.model_fields)}")
    kinds = ", ".join(SourceKinds.BY_NAME)
    if "kind" not in item:
        raise SourcesError(f"{where}.kind: missing; allowed: {kinds}")
    model = SourceKinds.BY_NAME.get(item["kind"]) if isinstance(item["kind"], str) else None
    if model is None:
        raise SourcesError(f"{where}.kind: {item['kind']!r} is not known; allowed: {kinds}")
    return model.model_validate(item, context=base)


def _repeated_ids(sources: list[Source], name: str) -> list[str]:
    seen: set[str] = set()
    problems = []
    for source in sources:
        if source.id in seen:
            problems.append(f"{name}: the id {source.id!r} stands at two sources; give each its own")
        seen.add(source.id)
    return problems
