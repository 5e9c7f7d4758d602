"""The engine is chosen by a word of configuration."""

import pytest

from pipelines.engines.choice import engine_of
from pipelines.engines.engine import Engine, EngineError
from pipelines.engines.local import LocalEngine
from pipelines.engines.spark import LOCAL_MASTER, SparkEngine

CHOICES: dict[str, Engine] = {
    "local": LocalEngine(),
    "local:3": LocalEngine(3),
    "spark": SparkEngine(LOCAL_MASTER),
    "spark:local-cluster[2,1,1024]": SparkEngine("local-cluster[2,1,1024]"),
    "spark:default": SparkEngine(None),
}


@pytest.mark.parametrize(("stated", "engine"), CHOICES.items())
def test_engines_have_names(stated: str, engine: Engine) -> None:
    assert engine_of(stated) == engine


@pytest.mark.parametrize("stated", ["", "dask", "local:0", "local:many"])
def test_another_name_is_refused_with_those_allowed(stated: str) -> None:
    with pytest.raises(EngineError, match="Use local"):
        engine_of(stated)
