"""Chooses the engine by its configured name, with options after a colon."""

from pipelines.engines.engine import Engine, EngineError
from pipelines.engines.local import LocalEngine
from pipelines.engines.spark import LOCAL_MASTER, SparkEngine

ALLOWED = "local, local:<processes>, spark, spark:<master's address> or spark:default"


def engine_of(stated: str) -> Engine:
    """Return the engine with a name such as `local:4`.

    `local` uses one process per processor; `spark` runs on this machine, `spark:default` as configured in Spark's own
    configuration.

    Raises:
        EngineError: there is no engine of that name.
    """
    name, _, how = stated.strip().partition(":")
    if name == "local" and not how:
        return LocalEngine()
    if name == "local" and how.isdigit() and int(how) > 0:
        return LocalEngine(int(how))
    if name == "spark":
        return SparkEngine(None if how == "default" else how or LOCAL_MASTER)
    raise EngineError(f"There is no engine {stated!r}. Use {ALLOWED}.")
