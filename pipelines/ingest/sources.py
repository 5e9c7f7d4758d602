"""`sources.yaml`: where bulletins come from, and on what terms."""

from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal

import yaml
from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PrivateAttr,
    StrictBool,
    StringConstraints,
    ValidationError,
)

from pipelines.ingest.source_errors import messages

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Address = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^https?://\S+$")]


class SourcesError(ValueError):
    """The sources file cannot be used; the message says where in it and what is allowed."""


def _listed(stated: object) -> object:
    """One location as a list of one, as the model holds them."""
    return tuple(stated) if isinstance(stated, list) else (stated,)


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Licence(_Model):
    """The terms under which the publisher's texts may be used."""

    name: Text
    url: Address


class Source(_Model):
    """What every kind of source states.

    `language` is that of its pages, `auto` where it differs from page to page; `address` is the site's
    own, against which links on its pages are resolved.
    """

    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*$")]
    title: Text
    publisher: Text
    kind: str
    language: Literal["en", "es", "auto"]
    licence: Licence
    attribution: Text
    republish_text: StrictBool = False
    address: Address | None = None

    _base: Path = PrivateAttr(default=Path())

    def model_post_init(self, context: Any) -> None:  # noqa: ANN401 - pydantic's signature
        """Remember the sources file's folder, from which relative paths count."""
        if isinstance(context, Path):
            self._base = context

    @property
    def base(self) -> Path:
        """The folder that relative paths count from."""
        return self._base


class FolderSource(Source):
    """Files in folders: each location is a folder, a file or a glob, relative to the sources file."""

    kind: Literal["folder"]
    location: Annotated[tuple[Text, ...], BeforeValidator(_listed), Field(min_length=1)]


class SourceKinds:
    """The kinds of source there are; a new kind is a model here and a collector in `collect`."""

    BY_NAME: ClassVar[dict[str, type[Source]]] = {"folder": FolderSource}


def load_sources(path: Path) -> tuple[Source, ...]:
    """The sources that the file names, in its order.

    Raises:
        SourcesError: the file is missing, is no YAML, or states something that is not allowed.
    """
    name = path.name
    stated = _stated_sources(path)
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


def _stated_sources(path: Path) -> list[Any]:
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
        if key != "sources":
            raise SourcesError(f"{name}: {key}: unknown key; allowed: sources")
    if not isinstance(stated["sources"], list) or not stated["sources"]:
        raise SourcesError(f"{name}: sources: must be a list of at least one source")
    return stated["sources"]


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
