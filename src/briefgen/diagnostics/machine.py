"""Problems for programs: `json` for scripts, `github` for annotations, `sarif` for code scanning (SARIF 2.1.0)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any
from urllib.parse import quote

from briefgen.diagnostics.arabic import ARABIC
from briefgen.diagnostics.codes import CODES, Code
from briefgen.diagnostics.counting import Language
from briefgen.diagnostics.model import Diagnostic, Edit, Fix, Span, counts
from briefgen.diagnostics.pages import Section, plain
from briefgen.diagnostics.texts import fields, filled, visible, worded

JSON_VERSION = 1
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
Object = dict[str, Any]


def as_json(problems: Sequence[Diagnostic], language: Language) -> str:
    """One object: `version`, how many `errors` and `warnings`, and the `problems`, columns in code points from 1."""
    number = counts(problems)
    whole = {
        "version": JSON_VERSION,
        "errors": number["error"],
        "warnings": number["warning"],
        "problems": [_json(each, language) for each in problems],
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _json(problem: Diagnostic, language: Language) -> Object:
    related = [{**_place(each.span), "text": worded(each.text, language)} for each in problem.labels]
    return {
        "code": problem.code,
        "severity": problem.severity,
        "message": problem.told(language),
        **_place(problem.span),
        "route": problem.route,
        "related": related,
        "notes": [worded(each, language) for each in problem.notes],
        "helps": list(problem.advised(language)),
        "fix": _fix(problem.fix) if problem.fix else None,
    }


def _place(span: Span) -> Object:
    return {
        "file": span.file,
        "start": {"line": span.line, "column": span.column},
        "end": {"line": span.end_line, "column": span.end_column},
    }


def _fix(fix: Fix) -> Object:
    edits = [{**_place(each.span), "text": each.text} for each in fix.edits]
    return {"applicability": fix.applicability, "edits": edits}


def as_github(problem: Diagnostic, language: Language) -> str:
    """A workflow command of GitHub Actions, one line."""
    span = problem.span
    said = (problem.told(language), *problem.advised(language))
    text = "%0A".join(each.replace("%", "%25") for each in said)
    file = visible(span.file).replace("%", "%25").replace(":", "%3A").replace(",", "%2C")
    where = (
        f"file={file},line={span.line},col={span.column},endLine={span.end_line},endColumn={span.end_column}"
    )
    return f"::{problem.severity} {where},title={problem.code}::{text}\n"


def as_sarif(
    problems: Sequence[Diagnostic], language: Language, version: str, pages: Mapping[str, Section]
) -> str:
    """A log in SARIF 2.1.0 as code scanning reads it: every code a rule with its page, every problem a result.

    Columns count code points, which `columnKind` says (section 3.14.17); files are relative to the root of the sources.
    """
    rules = [_rule(code, language, pages.get(code.name)) for code in CODES.values()]
    index = {code: place for place, code in enumerate(CODES)}
    run = {
        "tool": {
            "driver": {"name": "briefgen", "version": version, "semanticVersion": version, "rules": rules}
        },
        "language": "ar" if language == "ar" else "en-US",
        "columnKind": "unicodeCodePoints",
        "results": [_result(each, language, index[each.code]) for each in problems],
    }
    return (
        json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)
        + "\n"
    )


def _rule(code: Code, language: Language, page: Section | None) -> Object:
    short = generic(code, language)
    text = "\n".join(plain(page)) if page else short
    return {
        "id": code.name,
        "name": "".join(part.capitalize() for part in code.name.split("-")),
        "shortDescription": {"text": short},
        "fullDescription": {"text": text.split("\n\n")[0]},
        "help": {"text": text, "markdown": page.text if page else text},
        "defaultConfiguration": {"level": code.severity},
        "properties": {"problem.severity": code.severity, "tags": ["briefgen"]},
    }


def generic(code: Code, language: Language) -> str:
    """The message of a code without values: each stands as an ellipsis."""
    message = code.message if language == "en" else ARABIC[code.name].message
    return filled(message, dict.fromkeys(fields(message), "…"), language)


def _result(problem: Diagnostic, language: Language, rule: int) -> Object:
    said = (
        problem.told(language),
        *(worded(each, language) for each in problem.notes),
        *problem.advised(language),
    )
    location: Object = {"physicalLocation": _physical(problem.span)}
    if problem.route:
        location["logicalLocations"] = [{"fullyQualifiedName": problem.route}]
    result: Object = {
        "ruleId": problem.code,
        "ruleIndex": rule,
        "level": problem.severity,
        "message": {"text": "\n".join(said)},
        "locations": [location],
        "partialFingerprints": {"briefgen/v1": _fingerprint(problem)},
    }
    if problem.labels:
        result["relatedLocations"] = [
            {
                "id": at,
                "physicalLocation": _physical(each.span),
                "message": {"text": worded(each.text, language)},
            }
            for at, each in enumerate(problem.labels)
        ]
    if problem.fix:
        result["fixes"] = [_changes(problem.fix.edits)]
    return result


def _physical(span: Span) -> Object:
    return {"artifactLocation": _artifact(span.file), "region": _region(span)}


def _artifact(file: str) -> Object:
    return {"uri": quote(file), "uriBaseId": "%SRCROOT%"}


def _region(span: Span) -> Object:
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }


def _changes(edits: Sequence[Edit]) -> Object:
    files = dict.fromkeys(each.span.file for each in edits)
    return {
        "artifactChanges": [
            {
                "artifactLocation": _artifact(file),
                "replacements": [_replacement(each) for each in edits if each.span.file == file],
            }
            for file in files
        ]
    }


def _replacement(edit: Edit) -> Object:
    inserted = {"insertedContent": {"text": edit.text}} if edit.text else {}
    return {"deletedRegion": _region(edit.span), **inserted}


def _fingerprint(problem: Diagnostic) -> str:
    """What stays the same while lines move: code, file, route and the English message."""
    parts = (problem.code, problem.span.file, problem.route, problem.message)
    return sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]
