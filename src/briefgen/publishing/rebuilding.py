"""A published version built again from what it holds alone, and compared with what was published."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from briefgen.builds import Built, Failed, Output, build
from briefgen.materials import locked
from briefgen.press.likeness import Likeness, likeness
from briefgen.publishing.contents import signed_path
from briefgen.publishing.editions import Edition, materials
from briefgen.staleness import Difference, differences

Outcome = Literal["identical", "alike", "differs", "failed"]


@dataclass(frozen=True, slots=True)
class Compared:
    """A file that came out: whether its bytes are those published; how alike it is where they are not (PDF only).

    Of a signed PDF the bytes before the signature count.
    """

    path: str
    identical: bool
    likeness: Likeness | None

    @property
    def alike(self) -> bool:
        """Whether it says and shows the same as what was published."""
        return self.identical or (self.likeness is not None and self.likeness.alike)


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What a rebuild gave.

    `tools` are those whose versions are not the recorded ones. `outcome` is `identical` for the same bytes, `alike`
    for PDFs that say and show the same where tools differ, else `differs`; `failed` where nothing came out, for the
    reason in `message`.
    """

    outcome: Outcome
    tools: tuple[Difference, ...]
    files: tuple[Compared, ...]
    outputs: tuple[Output, ...]
    message: str = ""


def rebuild(edition: Edition) -> Rebuilt:
    """The version built again, and compared file by file. Raises EditionError where its records cannot be read."""
    held = materials(edition)
    found = differences(edition.lock, locked(edition.brief, held))
    tools = tuple(each for each in found if each.kind == "tool")
    others = tuple(each for each in found if each.kind != "tool")
    if others:
        return Rebuilt("failed", tools, (), (), f"the version does not hold what its lock names: {others[0]}")
    outcome = build(edition.brief, held)
    match outcome:
        case Failed():
            return Rebuilt("failed", tools, (), (), outcome.message)
        case Built():
            files = (*(_compared(each, edition) for each in outcome.outputs), *_signed(outcome, edition))
            return Rebuilt(_judged(files, tools), tools, files, outcome.outputs)


def _signed(built: Built, edition: Edition) -> Iterator[Compared]:
    """The signed PDF, whose first bytes must be those that came out; what is behind them is the signature."""
    path = signed_path(edition.brief)
    if path not in edition.stored.state:
        return
    signed = edition.stored.read(path)
    plain = next((each for each in built.outputs if each.name == f"{edition.brief}.pdf"), None)
    if plain is None or signed.startswith(plain.data):
        yield Compared(path, plain is not None, None)
    else:
        yield Compared(path, False, likeness(signed, plain.data))


def _judged(files: tuple[Compared, ...], tools: tuple[Difference, ...]) -> Outcome:
    """Other bytes are excused by other tools alone; the lock and the page for browsers differ with the tools."""
    if all(each.identical for each in files):
        return "identical"
    pdfs = [each for each in files if each.path.endswith(".pdf")]
    return "alike" if tools and all(each.alike for each in pdfs) else "differs"


def _compared(output: Output, edition: Edition) -> Compared:
    published = edition.stored.read(output.name) if output.name in edition.stored.state else b""
    identical = published == output.data
    if identical or not output.name.endswith(".pdf") or not published:
        return Compared(output.name, identical, None)
    return Compared(output.name, False, likeness(published, output.data))
