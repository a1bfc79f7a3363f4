"""Whether a brief's style is one that the workspace has a template for, and prints what its spec asks for."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.diagnostics.model import Diagnostic, problem
from briefgen.diagnostics.suggestions import closest_key
from briefgen.diagnostics.texts import Names, phrase
from briefgen.records.spec import Spec


def of_style(spec: Spec, styles: tuple[str, ...]) -> Iterator[Diagnostic]:
    """Problems of a spec's `style:`; `styles` are those of the workspace."""
    at = spec.places
    if spec.style not in styles:
        near = closest_key(spec.style, styles)
        advice = phrase("did-you-mean", name=near) if near else phrase("one-of", names=Names(styles))
        place, line = at.at("style"), at.line("style")
        yield problem(
            "bad-choice", place, route="style", helps=(advice,), excerpt=line, key="style", found=spec.style
        )
    elif spec.style == "sheet" and spec.annex:
        place, line = at.at("annex"), at.line("annex")
        beside = "style: sheet"
        yield problem("key-without-use", place, route="annex", excerpt=line, key="annex", beside=beside)
