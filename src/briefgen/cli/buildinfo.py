"""What is true of the machine that built a brief and of nothing else: kept beside the lock, never in it."""

from __future__ import annotations

import json
import locale
import platform
import sys

from briefgen.workspace import environment, now

# The variables that programs below us look at, in the order of the alphabet.
_VARIABLES = ("LANG", "LC_ALL", "PYTHONHASHSEED", "SOURCE_DATE_EPOCH", "TZ")


def buildinfo(brief: str) -> bytes:
    """When, where and under which settings a brief was built, as UTF-8 JSON (reproducible-builds.org, recording).

    Names of users, hosts and folders are left out: they would tell of people, not of the brief.
    """
    variables = environment()
    record = {
        "brief": brief,
        "built": now().isoformat(),
        "encoding": locale.getpreferredencoding(do_setlocale=False),
        "environment": {name: variables[name] for name in _VARIABLES if name in variables},
        "kernel": platform.release(),
        "libc": " ".join(platform.libc_ver()).strip(),
        "machine": platform.machine(),
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "system": platform.system(),
        "byte_order": sys.byteorder,
    }
    return (json.dumps(record, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()
