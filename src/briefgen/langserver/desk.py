"""What is open in an editor, laid over what lies on the disk, and the last examination of the two together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from hashlib import sha256
from pathlib import Path, PurePosixPath

from briefgen.diagnostics.model import Diagnostic
from briefgen.evidence.passages import State
from briefgen.langserver.mentions import Place, kind_of, places, shape_of
from briefgen.loading import Loaded
from briefgen.schemas import Known
from briefgen.workspace import Input, Inputs, Workspace
from briefgen.yamltext import Node, parse


@dataclass(frozen=True)
class View:
    """What an examination found: records, problems, and the outcomes of facts' passages where a store is at hand."""

    loaded: Loaded
    problems: tuple[Diagnostic, ...]
    states: Mapping[str, tuple[State, ...]] = field(default_factory=dict)
    settings: Input | None = None

    @cached_property
    def known(self) -> Known:
        """The ids there are, for completion."""
        return Known.of(self.loaded.library, self.loaded.workspace.styles())

    @cached_property
    def texts(self) -> Mapping[str, str]:
        """The texts that were examined, by path."""
        files = (*self.loaded.files, *((self.settings,) if self.settings else ()))
        return {each.path: each.data.decode("utf-8-sig", "replace") for each in files}


Examine = Callable[[Workspace], View]


class Overlaid(Workspace):
    """A workspace read with the texts of open files in the place of what is on the disk."""

    def __init__(self, root: Path, buffers: Mapping[str, str]) -> None:
        super().__init__(root)
        self.buffers = dict(buffers)

    def inputs(self) -> Inputs:
        """What editors wrote, saved or not; files that were never saved among it."""
        read = super().inputs()
        groups = (("brief", read.specs), ("fact", read.facts), ("source", read.sources))
        return Inputs(*(self._laid(kind, group) for kind, group in groups))

    def settings(self) -> Input | None:
        """The settings as they are written now."""
        open_ = self.buffers.get("briefgen.yaml")
        return _input("briefgen.yaml", open_) if open_ is not None else super().settings()

    def _laid(self, kind: str, group: tuple[Input, ...]) -> tuple[Input, ...]:
        found = {each.path: each for each in group}
        for path, text in self.buffers.items():
            if kind_of(path) == kind:
                found[path] = _input(path, text)
        return tuple(found[path] for path in sorted(found))


class Desk:
    """One workspace as an editor has it: open texts by path, and the last view of everything."""

    def __init__(self, root: Path, examine: Examine) -> None:
        self.root = root
        self.buffers: dict[str, str] = {}
        self.view: View | None = None
        self._examine = examine

    def examined(self, buffers: Mapping[str, str]) -> View:
        """Examines the workspace with these open texts; may take long, so it runs beside the conversation.

        Raises BriefgenError where the workspace cannot be read.
        """
        return self._examine(Overlaid(self.root, buffers))

    def text(self, path: str) -> str | None:
        """The text of a file: what is open, else what was examined last; None for a file of no workspace."""
        if path in self.buffers:
            return self.buffers[path]
        return self.view.texts.get(path) if self.view else None

    def lines(self, path: str) -> tuple[str, ...]:
        """The lines of a file; none of one that is not there."""
        return _lines(self.text(path) or "")

    def paths(self) -> tuple[str, ...]:
        """Every file there is to look into."""
        examined = self.view.texts if self.view else {}
        return tuple(sorted({*examined, *self.buffers}))

    def places(self, path: str) -> tuple[Place, ...]:
        """What a file names."""
        text = self.text(path)
        return () if text is None else _places(path, text)

    def root_node(self, path: str) -> Node | None:
        """The nodes of a file, or None where it cannot be read."""
        text = self.text(path)
        return None if text is None else parse(path, text.encode("utf-8", "replace"))[0]


def place_of(file: Path) -> tuple[Path, str] | None:
    """The workspace that a file of editors lies in, by the names of its folders, and its path there; or None."""
    for up in (1, 2, 3):
        if len(file.parents) >= up:
            root = file.parents[up - 1]
            path = PurePosixPath(file.relative_to(root)).as_posix()
            if shape_of(path) is not None and (kind_of(path) is not None or (root / "briefs").is_dir()):
                return root, path
    return None


@lru_cache(maxsize=512)
def _places(path: str, text: str) -> tuple[Place, ...]:
    return places(path, parse(path, text.encode("utf-8", "replace"))[0])


@lru_cache(maxsize=512)
def _lines(text: str) -> tuple[str, ...]:
    return tuple(text.split("\n"))


def _input(path: str, text: str) -> Input:
    data = text.encode("utf-8", "replace")
    return Input(path, data, sha256(data).hexdigest())
