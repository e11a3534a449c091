"""Files that no address on the internet leads to: only a view that has looked who asks gives them
out."""

from django.core.files.storage import Storage, storages


def private_files() -> Storage:
    """Where they lie: settings' `STORAGES["private"]`."""
    return storages["private"]
