"""The gate between two versions of the schema."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from schemas.compatibility import refusal, schema_changes, semantic
from schemas.declarations import Column, Table, Type
from schemas.formats.datapackage import Described

NAME = Column("name", Type.STRING, "Name", "Name.")
KIND = Column("kind", Type.STRING, "Kind", "Kind.", codes="kinds")
TABLE = Table("ships", "Ships", "Ships.", (NAME, KIND), ("name",))
BEFORE = Described({"ships": TABLE}, {"kinds": ("sail", "steam")})


def with_columns(*columns: Column) -> Described:
    return Described({"ships": replace(TABLE, columns=columns)}, BEFORE.codes)


BREAKING: list[tuple[Described, str]] = [
    (Described({}, BEFORE.codes), "the table ships is gone"),
    (with_columns(NAME), "ships.kind is gone"),
    (with_columns(NAME, replace(KIND, name="sort")), "ships.kind is gone"),
    (with_columns(NAME, replace(KIND, type=Type.INT32)), "ships.kind became int32, was string"),
    (with_columns(NAME, replace(KIND, nullable=True)), "ships.kind may be null now"),
    (with_columns(NAME, replace(KIND, codes="sorts")), "ships.kind takes its values from sorts now"),
    (
        Described({"ships": replace(TABLE, primary_key=("name", "kind"))}, BEFORE.codes),
        "the key of ships became name, kind",
    ),
    (Described({"ships": TABLE}, {"kinds": ("sail",)}), "the code list kinds lost steam"),
]


@pytest.mark.parametrize(("now", "told"), BREAKING)
def test_what_breaks_readers_needs_a_new_major_version(now: Described, told: str) -> None:
    changes = schema_changes(BEFORE, now)
    assert told in changes.breaking
    reason = refusal(changes, "1.4.2", "1.5.0", "")
    assert reason is not None
    assert told in reason
    assert "2.0.0" in reason


def test_a_new_major_version_needs_a_note_for_users() -> None:
    changes = schema_changes(BEFORE, with_columns(NAME))
    assert "no section '## 2.0.0'" in str(refusal(changes, "1.4.2", "2.0.0", "# Changes\n\n## 1.0.0\n"))
    assert refusal(changes, "1.4.2", "2.0.0", "# Changes\n\n## 2.0.0\n\nDrop kind.\n") is None


@pytest.mark.parametrize(
    ("now", "told"),
    [
        (with_columns(NAME, KIND, Column("port", Type.STRING, "Port", "Port.")), "column ships.port"),
        (Described({"ships": TABLE, "ports": replace(TABLE, name="ports")}, BEFORE.codes), "table ports"),
        (Described({"ships": TABLE}, {"kinds": ("sail", "steam", "oar")}), "code list kinds: oar"),
    ],
)
def test_additions_need_a_new_minor_version(now: Described, told: str) -> None:
    changes = schema_changes(BEFORE, now)
    assert changes.additions == (told,)
    assert changes.breaking == ()
    assert "1.5.0" in str(refusal(changes, "1.4.2", "1.4.3", ""))
    assert refusal(changes, "1.4.2", "1.5.0", "") is None


def test_words_may_change_under_the_same_version() -> None:
    changes = schema_changes(BEFORE, with_columns(replace(NAME, title="Ship", description="Its name."), KIND))
    assert refusal(changes, "1.4.2", "1.4.2", "") is None


def test_versions_do_not_go_back() -> None:
    assert "went back" in str(refusal(schema_changes(BEFORE, BEFORE), "1.4.2", "1.4.1", ""))


@pytest.mark.parametrize("call", [lambda: semantic("1.0"), lambda: semantic("one.two.three")])
def test_other_versions_are_no_versions(call: Callable[[], object]) -> None:
    with pytest.raises(ValueError, match=r"unpack|invalid literal"):
        call()
