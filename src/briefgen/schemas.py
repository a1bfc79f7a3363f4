"""JSON Schemas (draft 2020-12) of the files that editors write, from the shapes of records and a library's own ids.

They serve editors that know YAML and JSON Schema, above all the YAML language server. What it shows was tried out: it
offers each `const` of an `anyOf` with its description, shows the one that fits when the mouse rests on it, and takes
`markdownDescription` before `description`. An `enum` it shows whole each time, which suits a handful of words.

Ids are open: a fact that was written a minute ago is in no schema yet, and must not be marked wrong for that. So each
list of ids ends in the form of any id; `closed` leaves that end off. Values are text whatever they look like, as
`yamltext` reads them, so a title may be `2018` and a digest may be all digits.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from briefgen.diagnostics.counting import Language
from briefgen.ondemand import dataclass
from briefgen.records.factkeys import FACT
from briefgen.records.library import Library
from briefgen.records.shapes import (
    Choice,
    Either,
    Key,
    ListOf,
    NamesOf,
    Reference,
    Shape,
    Simple,
    Target,
    Told,
    Value,
)
from briefgen.records.sourcekeys import SETTINGS, SOURCE
from briefgen.records.speckeys import SPEC
from briefgen.schemarules import RULES

Schema = dict[str, object]
SchemaKind = Literal["brief", "facts", "source", "settings"]
SCHEMAS: tuple[SchemaKind, ...] = ("brief", "facts", "source", "settings")
DRAFT = "https://json-schema.org/draft/2020-12/schema"
# A list of more ids than this makes editors slow; `briefgen lsp` completes them from the workspace itself.
MOST_IDS = 5_000

_ID = "^[a-z][a-z0-9]*(-[a-z0-9]+)*$"
_DAY = "(0[1-9]|[12][0-9]|3[01]|XX)"
_MONTH = "(0[1-9]|1[0-2]|2[1-4]|XX)"
_POINT = f"([0-9]{{4}}(-{_MONTH}(-{_DAY})?)?|[0-9]{{3}}X|[0-9]{{2}}XX)[~?%]?"
_DATE = rf"^\s*({_POINT}|{_POINT}/{_POINT}|\.\./{_POINT}|{_POINT}/\.\.)\s*$"
_CLOSED_DATE = rf"^\s*({_POINT}|{_POINT}/{_POINT}|\.\./{_POINT})\s*$"
_NO_DATE = Told(
    "no date: write 2018, 2018-10, 2018-10-17, 2015~, 2021?, 2014/2017 or 2018/..",
    "ليس تاريخًا: اكتب 2018 أو 2018-10 أو 2018-10-17 أو 2015~ أو 2014/2017 أو 2018/..",
)
_NO_ID = Told(
    "no id: lower-case words of a-z and 0-9 joined by hyphens", "ليس معرّفًا: كلمات من a-z و0-9 تصلها شرطات"
)
_NO_NUMBER = Told("no number written with 0-9 and a point", "ليس رقمًا مكتوبًا بالأرقام 0-9 والنقطة")
_NO_WHOLE = Told("no whole number from 1", "ليس عددًا صحيحًا من 1 فصاعدًا")
_NO_DIGEST = Told("no SHA-256 of 64 digits 0-9 a-f", "ليس بصمة SHA-256 من 64 رقمًا")
# Where variables are filled in, a text with one in it has any form yet.
_VARIABLE = r"\$\("
_NO_VALUE = Told(
    "no id of a value: lower-case words of a-z and 0-9 joined by hyphens; write {id: …, label: …}",
    "ليس معرّف قيمة: كلمات من a-z و0-9 تصلها شرطات، أو {id: …, label: …}",
)
_TEXT: Schema = {"type": ["string", "number", "boolean"], "pattern": r"\S"}


@dataclass(frozen=True, slots=True)
class Known:
    """The ids of a workspace with what is said of each, by what they name."""

    ids: Mapping[Target, Mapping[str, str]]

    @classmethod
    def of(cls, library: Library, styles: tuple[str, ...] = ()) -> Known:
        """The ids of a library's records, of its topics and measures, and of the styles there are."""
        topics: dict[str, list[str]] = {}
        measures: dict[str, list[str]] = {}
        for fact in library.facts.values():
            for topic in fact.topics:
                topics.setdefault(topic, []).append(fact.says)
            if fact.measure is not None:
                measures.setdefault(fact.measure.of, []).append(fact.says)
        return cls(
            {
                "brief": {},
                "fact": {
                    fact.id: _of_fact(fact.says, fact.date.text if fact.date else "")
                    for fact in library.facts.values()
                },
                "source": {source.id: source.title for source in library.sources.values()},
                "topic": {name: _counted(says) for name, says in sorted(topics.items())},
                "measure": {name: _counted(says) for name, says in sorted(measures.items())},
                "style": dict.fromkeys(styles, ""),
            }
        )


def _of_fact(says: str, date: str) -> str:
    return f"{says} ({date})" if date else says


def _counted(says: list[str]) -> str:
    """How many facts, and the first of them."""
    return f"{len(says)} × : {says[0]}"


def schema(kind: SchemaKind, known: Known, language: Language = "en", *, closed: bool = False) -> Schema:
    """The schema of one kind of file as a JSON value, its texts in one language."""
    return _Writer(known, language, closed).file(kind)


class _Writer:
    """Writes one schema; shapes and lists of ids stand once, under `$defs`."""

    def __init__(self, known: Known, language: Language, closed: bool) -> None:
        self.known, self.language, self.closed = known, language, closed
        self.defs: dict[str, Schema] = {}
        self.variables = False

    def file(self, kind: SchemaKind) -> Schema:
        self.variables = kind == "brief"
        shape = {"brief": SPEC, "facts": FACT, "source": SOURCE, "settings": SETTINGS}[kind]
        body = self._record(shape)
        if kind == "facts":
            self.defs["fact"] = body
            body = {
                "description": self._told(FACT.told),
                "type": "object",
                "minProperties": 1,
                "propertyNames": {"pattern": _ID, "patternErrorMessage": self._told(_NO_ID)},
                "additionalProperties": {"$ref": "#/$defs/fact"},
            }
        return {"$schema": DRAFT, "title": f"briefgen: {kind}", **body, "$defs": self.defs}

    def _record(self, shape: Shape) -> Schema:
        record: Schema = {
            "description": self._told(shape.told),
            "type": "object",
            "properties": {key.name: self._key(key) for key in shape.keys},
            "additionalProperties": False,
        }
        return {
            **record,
            **({"required": list(shape.needed)} if shape.needed else {}),
            **RULES.get(shape.name, {}),
        }

    def _key(self, key: Key) -> Schema:
        example = {} if key.example is None else {"examples": [key.example]}
        # Beside a `$ref` the description is this key's own; what it refers to has one too.
        return {"description": self._told(key.told), **self._value(key.value), **example}

    def _value(self, value: Value) -> Schema:
        match value:
            case Choice():
                return self._choice(value)
            case Reference():
                return self._reference(value)
            case ListOf(item=item):
                return {"type": "array", "minItems": 1, "items": self._value(item)}
            case NamesOf(target=target):
                return {
                    "type": "object",
                    "properties": {
                        name: {"description": said, **_TEXT} for name, said in self._ids(target).items()
                    },
                    "additionalProperties": _TEXT,
                }
            case Either(ways=ways):
                return {"anyOf": [self._value(way) for way in ways]}
            case Shape():
                name = value.name.removeprefix("a-")
                if name not in self.defs:
                    self.defs[name] = self._record(value)
                return {"$ref": f"#/$defs/{name}"}
            case _:
                return self._simple(value)

    def _choice(self, choice: Choice) -> Schema:
        words = [each.word for each in choice.words]
        told = [self._told(each.told) for each in choice.words]
        # A language server may read `true` as a boolean where briefgen reads the word.
        switch: list[object] = [True, False] if words == ["true", "false"] else []
        found: Schema = {"enum": [*switch, *words], "markdownEnumDescriptions": [*told[: len(switch)], *told]}
        return {"anyOf": [found, {"type": "string", "pattern": _VARIABLE}]} if self.variables else found

    def _reference(self, reference: Reference) -> Schema:
        name = "-or-".join(reference.target) + ("-coined" if reference.coined else "")
        if name not in self.defs:
            ids = {each: said for target in reference.target for each, said in self._ids(target).items()}
            known: list[Schema] = [_constant(each, said) for each, said in ids.items()]
            ends = self.closed and not reference.coined and len(ids) > 0
            self.defs[name] = {"anyOf": known if ends else [*known, self._form(reference)]}
        return {"$ref": f"#/$defs/{name}"}

    def _form(self, reference: Reference) -> Schema:
        if reference.target == ("style",):
            return _TEXT
        return {"type": "string", "pattern": self._open(_ID), "patternErrorMessage": self._told(_NO_ID)}

    def _open(self, pattern: str) -> str:
        return f"{pattern}|{_VARIABLE}" if self.variables else pattern

    def _matrix(self) -> Schema:
        """Variables with lists of values, and which combinations to leave out or to add."""
        name = self._patterned("^[a-z0-9]+(-[a-z0-9]+)*$", _NO_VALUE, "integer", minimum=0)
        parts = {"anyOf": [_TEXT, {"type": "array", "minItems": 1, "items": _TEXT}]}
        keys: Schema = {
            "type": "object",
            "required": ["id"],
            "properties": {"id": name, "label": _TEXT},
            "additionalProperties": parts,
        }
        value: Schema = {"anyOf": [name, keys]}
        chosen: Schema = {"type": "object", "minProperties": 1}
        return {
            "type": "object",
            "minProperties": 1,
            "properties": {
                "exclude": {
                    "type": "array",
                    "minItems": 1,
                    "items": {**chosen, "additionalProperties": name},
                },
                "include": {
                    "type": "array",
                    "minItems": 1,
                    "items": {**chosen, "additionalProperties": value},
                },
            },
            "additionalProperties": {"type": "array", "minItems": 1, "items": value},
        }

    def _ids(self, target: Target) -> Mapping[str, str]:
        ids = self.known.ids.get(target, {})
        return ids if len(ids) <= MOST_IDS else {}

    def _simple(self, kind: Simple) -> Schema:
        match kind:
            case "text" | "prose" | "url" | "language" | "folder":
                return _TEXT
            case "date" | "closed-date":
                pattern = _DATE if kind == "date" else _CLOSED_DATE
                return self._patterned(pattern, _NO_DATE, "integer", minimum=1000, maximum=9999)
            case "whole":
                return self._patterned(r"^\s*0*[1-9][0-9]{0,11}\s*$", _NO_WHOLE, "integer", minimum=1)
            case "number":
                return self._patterned(r"^\s*-?[0-9]{1,15}(\.[0-9]{1,6})?\s*$", _NO_NUMBER, "number")
            case "matrix":
                return self._matrix()
            case "digest":
                return self._patterned("^[0-9a-f]{64}$", _NO_DIGEST, "number")
            case "offsets":
                offset = self._patterned(r"^[0-9]{1,12}$", _NO_NUMBER, "integer", minimum=0)
                return {"type": "array", "minItems": 2, "maxItems": 2, "items": offset}

    def _patterned(self, pattern: str, told: Told, number: str, **bounds: int) -> Schema:
        return {
            "type": ["string", number],
            "pattern": self._open(pattern),
            "patternErrorMessage": self._told(told),
            **bounds,
        }

    def _told(self, told: Told) -> str:
        return told.in_language(self.language)


def _constant(name: str, said: str) -> Schema:
    return {"const": name, "title": name, "description": said} if said else {"const": name}
