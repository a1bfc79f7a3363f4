"""How fast an archive is verified, and whether its memory stays flat."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from tools.bench.figures import ratio
from tools.bench.registry import Setting, Subject
from tools.bench.results import Claim, Curve, Findings, Measured
from tools.bench.warm import Warm

_SIZES = (50, 200, 800)
_MANY = (1000, 4000, 16000)
# About what a version of a brief holds: a PDF and small files beside it.
_FILES = {"brief.pdf": 180_000, "brief.lock": 6_000, "facts.yaml": 12_000, "README.md": 3_000}


def measure(setting: Setting) -> Findings:
    """`archive verify --deep` beside the mere reading and digesting of the same bytes, on archives of three sizes."""
    sizes = (2, 4) if setting.quick else _MANY if setting.full else _SIZES
    measured: list[Measured] = []
    points, claims = [], []
    for size in sizes:
        root = setting.folder / f"archive-{size}"
        total = _fill(root, size)
        with ExitStack() as stack:
            warm = {
                name: stack.enter_context(Warm(f"tools.bench.archiving:{name}", {"root": str(root)}))
                for name in ("verify", "digest")
            }
            found = setting.race({name: each.run for name, each in warm.items()})
        verified, digested = found["verify"], found["digest"]
        measured += [
            Measured(f"{size:,} objects, {total / 2**20:.0f} MiB: {name}", each.samples)
            for name, each in (("verified", verified), ("read and digested", digested))
        ]
        claims.append(
            ratio(f"{size:,} objects: verified / read and digested", verified, digested, None, "at most")
        )
        points.append((float(size), max(each.mebibytes for each in verified.samples)))
    growth = points[-1][1] / points[0][1]
    says = f"peak memory at {sizes[-1]:,} objects / at {sizes[0]:,}"
    return Findings(
        tuple(measured),
        (*claims, Claim(says, (growth,), "x", "at most", 1.1)),
        curves=(Curve("Peak memory of the process that verifies", "objects", "MiB", tuple(points)),),
    )


def _fill(root: Path, size: int) -> int:
    """Makes an archive of so many objects of random bytes; gives the bytes of their files."""
    from briefgen.archive.ocfl import User
    from briefgen.archive.storage import Storage

    draw = Random(size)  # noqa: S311 - bytes that do not compress, the same every time
    storage = Storage.create(root)
    for number in range(size):
        files = {name: draw.randbytes(length) for name, length in _FILES.items()}
        user = User("bench", "mailto:bench@example.org")
        created = datetime(2024, 1, 1, tzinfo=UTC)
        storage.commit(f"urn:example:{number}", files, message="measured", user=user, created=created)
    return size * sum(_FILES.values())


SUBJECT = Subject(
    "archive",
    "Verifying an archive",
    "Every object by the rules of OCFL and every byte by its digest (`briefgen archive verify --deep`, one thread), "
    "beside reading and digesting the same files and nothing else.",
    90,
    measure,
    rounds=3,
)
