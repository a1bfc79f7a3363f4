"""Documents brought in from outside: fetched or taken from web archives, and their text derived once.

The packages that this needs come with the extra `briefgen[capture]` and are imported where they are used.
"""

from __future__ import annotations

from types import ModuleType

from briefgen.diagnostics.texts import Text, phrase
from briefgen.errors import EnvironmentFailedError


def needed(package: str, purpose: Text) -> ModuleType:
    """A package of the extra. Raises EnvironmentFailedError when it is not installed whole."""
    from importlib import import_module

    try:
        return import_module(package)
    except ImportError as error:
        raise EnvironmentFailedError(
            phrase("reading-needs", what=purpose, package=package, reason=str(error)),
            phrase("install-capture"),
        ) from error
