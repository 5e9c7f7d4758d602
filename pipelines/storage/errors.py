"""Errors of object stores, each a sentence with the address and what to do."""

from pipelines.workspace import WorkspaceError


class StorageError(WorkspaceError):
    """An object store cannot be used."""


class MissingError(StorageError):
    """There is no such object."""


class ChangedError(StorageError):
    """An object is not what it was when it was read: somebody else has written it since."""


class UnreachableError(StorageError):
    """The store did not answer; it may be tried again."""
