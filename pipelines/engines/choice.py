"""Which engine works is configuration: a name, and after a colon how."""

from pipelines.engines.engine import Engine, EngineError
from pipelines.engines.local import LocalEngine
from pipelines.engines.spark import LOCAL_MASTER, SparkEngine

ALLOWED = "local, local:<processes>, spark, spark:<master's address> or spark:default"


def engine_of(stated: str) -> Engine:
    """The engine that a text names.

    `local` takes as many processes as there are processors; `spark` runs on this machine, `spark:default` on what
    Spark's own configuration says.

    Raises:
        EngineError: there is no such engine.
    """
    name, _, how = stated.strip().partition(":")
    if name == "local" and not how:
        return LocalEngine()
    if name == "local" and how.isdigit() and int(how) > 0:
        return LocalEngine(int(how))
    if name == "spark":
        return SparkEngine(None if how == "default" else how or LOCAL_MASTER)
    raise EngineError(f"there is no engine {stated!r}: it must be {ALLOWED}")
