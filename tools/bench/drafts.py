"""A brief of a workspace as the document model and as HTML: the one content that all typesetters are given."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tools.bench.dialogue import Broken

from briefgen import html
from briefgen.brief import CitedBrief
from briefgen.citations import cite
from briefgen.composition import compose
from briefgen.loading import load
from briefgen.prints import templates_of
from briefgen.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Draft:
    """A cited brief with the HTML that briefgen's templates make of it, page numbers still zeros, and their files."""

    cited: CitedBrief
    html: str
    files: dict[str, bytes]

    def write(self, folder: Path) -> Path:
        """The HTML in a folder with its style sheets, for programs that read files; gives the HTML's path."""
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in self.files.items():
            (folder / name).write_bytes(data)
        page = folder / f"{self.cited.brief.id}.brief.html"
        page.write_text(self.html, "utf-8")
        return page


def draft(workspace: Path, name: str) -> Draft:
    """One brief of a workspace. Raises Broken when its files have errors."""
    loaded = load(Workspace(workspace))
    errors = [each.message for each in loaded.problems if each.severity == "error"]
    if errors:
        raise Broken(f"the generated workspace has errors: {errors[0]}")
    spec = loaded.library.specs[name]
    cited = cite(compose(spec, loaded.library), loaded.library)
    texts, files = templates_of({each.path: each.data for each in loaded.workspace.templates()})
    return Draft(cited, html.render(cited, texts, {}, spec.style), dict(files))
