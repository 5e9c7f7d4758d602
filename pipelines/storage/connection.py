"""Connects to object stores, and puts their errors into sentences."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from pipelines.storage.address import Address
from pipelines.storage.errors import MissingError, StorageError, UnreachableError

if TYPE_CHECKING:
    from obstore.store import ObjectStore

# Of a whole request, as a time limit for reading would also count while a large file is being sent.
TIMEOUTS = {"connect_timeout": "5s", "timeout": "600s"}
RETRIES = {
    "max_retries": 5,
    "retry_timeout": timedelta(seconds=60),
    "backoff": {"init_backoff": timedelta(milliseconds=100), "max_backoff": timedelta(seconds=2), "base": 2},
}
MISSING_EXTRA = "{} needs the extra `s3`. Run pip install 'migration-bulletins[s3]', then try again."
_REFUSALS = (
    "AccessDenied", "InvalidAccessKeyId", "SignatureDoesNotMatch", "ExpiredToken", "InvalidToken", "Forbidden",
    "Unauthorized",
)  # fmt: skip
_NO_BUCKET = ("NoSuchBucket", "ContainerNotFound", "The specified bucket does not exist")
# Where the library looks for credentials last.
_NO_CREDENTIALS = ("169.254.169.254", "metadata.google.internal")


def opened(address: Address) -> "ObjectStore":
    """Return the library's store of an address; nothing is asked of it yet.

    Raises:
        StorageError: the library is missing, or the address cannot be used.
    """
    try:
        from obstore.exceptions import BaseError
        from obstore.store import from_url
    except ModuleNotFoundError as error:
        raise StorageError(MISSING_EXTRA.format(address)) from error
    try:
        if address.scheme == "file":
            return from_url(f"{address}/", mkdir=True)
        # Options given here hide those of the environment.
        options: Any = {**TIMEOUTS, "allow_http": address.endpoint.startswith("http://")}
        retries: Any = RETRIES
        return from_url(f"{address}/", client_options=options, retry_config=retries)
    except (BaseError, OSError, ValueError) as error:
        raise StorageError(f"{address} cannot be used: {_first_line(error)}. Correct it or the environment.") from error


def sentence(error: Exception, action: str, address: Address, key: str) -> StorageError:
    """Return an error of the library as a sentence that says where, and what to do.

    Args:
        error: of the library.
        action: what was tried, such as `read`.
        address: of the store.
        key: of the object.
    """
    told, place = str(error), address.join(key)
    if any(name in told for name in _NO_BUCKET):
        return StorageError(f"The bucket of {address} does not exist. Create it, or correct the address.")
    if any(name in told for name in _NO_CREDENTIALS):
        return StorageError(
            f"No credentials were found for {address}. Set those of its provider in the environment, such as "
            "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or give the machine a role."
        )
    refusal = next((name for name in _REFUSALS if name in told), None)
    if refusal or isinstance(error, PermissionError):
        return StorageError(
            f"{address} refuses to {action} {key} ({refusal or 'permission denied'}). Check the credentials in the "
            "environment, and that they may list, read, write and delete there."
        )
    if isinstance(error, FileNotFoundError):
        return MissingError(f"There is no object {place}.")
    return UnreachableError(
        f"Cannot {action} {place}: {_first_line(error)}. Check the network and the store, then run again."
    )


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0][:300].rstrip(". ") if str(error).strip() else type(error).__name__
