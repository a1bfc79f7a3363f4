"""Problems, places and repairs in the protocol's own types."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from lsprotocol import types

from briefgen.diagnostics.counting import Language
from briefgen.diagnostics.model import Diagnostic, Edit, Span
from briefgen.diagnostics.texts import worded
from briefgen.langserver.completion import Offers
from briefgen.langserver.positions import Encoding, to_units

Lines = Callable[[str], Sequence[str]]
Address = Callable[[str], str]
_SORTS = {
    "key": types.CompletionItemKind.Property,
    "word": types.CompletionItemKind.EnumMember,
    "fact": types.CompletionItemKind.Reference,
    "source": types.CompletionItemKind.File,
    "topic": types.CompletionItemKind.Folder,
    "measure": types.CompletionItemKind.Unit,
    "style": types.CompletionItemKind.Color,
    "brief": types.CompletionItemKind.File,
}


class Wording:
    """Turns values of briefgen into those of the protocol, for one workspace, language and encoding.

    `lines` gives the lines of a file by its path, `address` its URI.
    """

    def __init__(self, lines: Lines, address: Address, language: Language, encoding: Encoding) -> None:
        self.lines, self.address = lines, address
        self.language, self.encoding = language, encoding

    def range(self, span: Span) -> types.Range:
        """A span as a range; a span without width is one."""
        lines = self.lines(span.file)
        return types.Range(
            self._position(lines, span.line, span.column),
            self._position(lines, span.end_line, span.end_column),
        )

    def location(self, span: Span) -> types.Location:
        """A span as a location."""
        return types.Location(self.address(span.file), self.range(span))

    def diagnostic(self, problem: Diagnostic) -> types.Diagnostic:
        """A problem with its advice and the places that explain it."""
        notes = [worded(each, self.language) for each in problem.notes]
        advice = problem.advised(self.language)
        error = problem.severity == "error"
        return types.Diagnostic(
            range=self.range(problem.span),
            message="\n".join((problem.told(self.language), *notes, *advice)),
            severity=types.DiagnosticSeverity.Error if error else types.DiagnosticSeverity.Warning,
            code=problem.code,
            source="briefgen",
            related_information=[
                types.DiagnosticRelatedInformation(self.location(each.span), worded(each.text, self.language))
                for each in problem.labels
            ]
            or None,
        )

    def action(self, problem: Diagnostic) -> types.CodeAction | None:
        """The repair of a problem, or None. One that is safe is the preferred one."""
        if problem.fix is None or not problem.fix.edits:
            return None
        advice = problem.advised(self.language)
        return types.CodeAction(
            title=advice[0] if advice else problem.told(self.language),
            kind=types.CodeActionKind.QuickFix,
            diagnostics=[self.diagnostic(problem)],
            is_preferred=problem.fix.applicability == "safe",
            edit=self.edit(problem.fix.edits),
        )

    def edit(self, edits: Sequence[Edit]) -> types.WorkspaceEdit:
        """Changes to files."""
        changes: dict[str, list[types.TextEdit]] = {}
        for each in edits:
            text = types.TextEdit(self.range(each.span), each.text)
            changes.setdefault(self.address(each.span.file), []).append(text)
        return types.WorkspaceEdit(changes=changes)

    def completion(self, found: Offers, line: int, column: int, text: str) -> types.CompletionList:
        """What can be written, each put in for the word that is begun."""
        start = types.Position(line, to_units(text, found.start, self.encoding))
        range_ = types.Range(start, types.Position(line, to_units(text, column, self.encoding)))
        items = [
            types.CompletionItem(
                label=each.label,
                kind=_SORTS[each.sort],
                documentation=types.MarkupContent(types.MarkupKind.PlainText, each.said)
                if each.said
                else None,
                # An editor filters by this too, so that an id is found by the words of its statement.
                filter_text=f"{each.label} {each.said}" if each.sort == "fact" else each.label,
                sort_text=f"{number:06}",
                text_edit=types.TextEdit(range_, each.text),
            )
            for number, each in enumerate(found.offers)
        ]
        return types.CompletionList(is_incomplete=False, items=items)

    def _position(self, lines: Sequence[str], line: int, column: int) -> types.Position:
        text = lines[line - 1] if 0 < line <= len(lines) else ""
        return types.Position(max(0, line - 1), to_units(text, column - 1, self.encoding))
