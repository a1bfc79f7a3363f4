"""Whether a brief's style is one that the workspace has a template for, and prints what its spec asks for."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.diagnostics.model import Diagnostic, problem
from briefgen.diagnostics.suggestions import closest_key
from briefgen.records.spec import Spec


def of_style(spec: Spec, styles: tuple[str, ...]) -> Iterator[Diagnostic]:
    """Problems of a spec's `style:`; `styles` are those of the workspace."""
    at = spec.places
    if spec.style not in styles:
        near = closest_key(spec.style, styles)
        help = f"did you mean `{near}`?" if near else f"one of: {', '.join(styles)}"
        place, line = at.at("style"), at.line("style")
        yield problem(
            "bad-choice", place, route="style", help=help, excerpt=line, key="style", found=spec.style
        )
    elif spec.style == "sheet" and spec.annex:
        place, line = at.at("annex"), at.line("annex")
        beside = "style: sheet"
        yield problem("key-without-use", place, route="annex", excerpt=line, key="annex", beside=beside)
