"""Why a release was not loaded."""


class LoadError(ValueError):
    """Nothing was loaded, and the database is as it was; the message says why and what to do."""


class AlreadyLoadedError(LoadError):
    """The database holds the release already."""
