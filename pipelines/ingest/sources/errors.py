"""Describes each error in the sources file in one line, in the terms of the file."""

from collections.abc import Callable
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails


def messages(error: ValidationError, where: str, model: type[BaseModel]) -> list[str]:
    """Return one line per error: where it is, what is wrong, and what is allowed."""
    lines = [f"{_place(where, detail)}: {_what(detail, model)}" for detail in error.errors(include_url=False)]
    return list(dict.fromkeys(lines))


def _place(where: str, detail: ErrorDetails) -> str:
    path = where
    for part in detail["loc"]:
        if isinstance(part, int):
            path += f"[{part}]"
        elif part.isidentifier() or detail["type"] == "extra_forbidden":
            path += f".{part}"
    return path.replace(".str", "") if path.endswith(".str") else path


def _what(detail: ErrorDetails, model: type[BaseModel]) -> str:
    say = _SAYINGS.get(detail["type"])
    return say(detail, model) if say else f"{detail['msg'].lower()}; found {detail['input']!r}"


def _unknown(detail: ErrorDetails, model: type[BaseModel]) -> str:
    return f"unknown key; allowed: {', '.join(_model_at(detail['loc'][:-1], model).model_fields)}"


def _missing(detail: ErrorDetails, model: type[BaseModel]) -> str:
    field = _model_at(detail["loc"][:-1], model).model_fields[str(detail["loc"][-1])]
    return f"missing; allowed: {', '.join(get_args(field.annotation))}" if _is_choice(field.annotation) else "missing"


def _choice(detail: ErrorDetails, _: type[BaseModel]) -> str:
    return f"{detail['input']!r} is not allowed; allowed: {detail['ctx']['expected']}"


def _value(detail: ErrorDetails, _: type[BaseModel]) -> str:
    return detail["msg"].removeprefix("Value error, ")


def _pattern(detail: ErrorDetails, _: type[BaseModel]) -> str:
    if "keep" in detail["loc"]:
        return f"{detail['input']!r} is not a version of a release, such as '2021.05.1'"
    if detail["loc"][-1] == "id":
        return f"{detail['input']!r} is not allowed; allowed: lower-case letters, digits and hyphens"
    return f"{detail['input']!r} is no address; allowed: one that begins with http:// or https://"


def _text(detail: ErrorDetails, _: type[BaseModel]) -> str:
    return f"must be text; found {detail['input']!r}"


def _truth(detail: ErrorDetails, _: type[BaseModel]) -> str:
    return f"{detail['input']!r} is not allowed; allowed: true, false"


def _empty(_: ErrorDetails, __: type[BaseModel]) -> str:
    return "is empty"


def _keys(detail: ErrorDetails, model: type[BaseModel]) -> str:
    inner = _model_at(detail["loc"], model)
    return f"must be a set of keys: {', '.join(inner.model_fields)}"


_SAYINGS: dict[str, Callable[[ErrorDetails, type[BaseModel]], str]] = {
    "value_error": _value,
    "extra_forbidden": _unknown,
    "missing": _missing,
    "literal_error": _choice,
    "string_pattern_mismatch": _pattern,
    "string_type": _text,
    "tuple_type": _text,
    "bool_type": _truth,
    "string_too_short": _empty,
    "too_short": _empty,
    "model_type": _keys,
    "model_attributes_type": _keys,
}


def _model_at(location: tuple[Any, ...], model: type[BaseModel]) -> type[BaseModel]:
    for part in location:
        inner = model.model_fields[part].annotation if part in model.model_fields else None
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            model = inner
    return model


def _is_choice(annotation: Any) -> bool:  # noqa: ANN401 - any annotation
    return bool(get_args(annotation)) and all(isinstance(choice, str) for choice in get_args(annotation))
