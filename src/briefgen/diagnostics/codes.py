"""The registry of problem codes: one entry a code, with severity, message and standing advice.

Messages are lower case, have no full stop and can be understood alone: they say what is wrong and what was found.
Only the advice tells what to do. Placeholders in braces are filled from a problem's values.
"""

from __future__ import annotations

from typing import Literal

from briefgen.ondemand import dataclass

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Code:
    """A registered kind of problem."""

    name: str
    severity: Severity
    message: str
    help: str = ""


_REGISTERED = (
    # Reading a file
    Code(
        "not-utf8",
        "error",
        "the file is not UTF-8 text: byte {byte} at offset {offset}",
        "save the file as UTF-8",
    ),
    Code(
        "control-character",
        "error",
        "the character {character} is not allowed in a file",
        "delete it; only printable characters, line ends and spaces can be written",
    ),
    Code(
        "file-too-large",
        "error",
        "the file has {size} bytes, more than {limit}",
        "split it into several files",
    ),
    Code("over-limit", "error", "{what} of {size:oblique}, more than {limit}"),
    Code(
        "more-problems",
        "error",
        "more than {limit} problems here; the others are not listed",
        "mend these first, then check again",
    ),
    Code("too-deep", "error", "more than {limit} levels of nesting", "write it flatter"),
    Code("syntax", "error", "{found}"),
    Code(
        "unclosed-quote",
        "error",
        "the quotation mark `{mark}` is opened and never closed",
        "write `{mark}` at the end of the text",
    ),
    Code(
        "unclosed-bracket",
        "error",
        "the bracket `{bracket}` is opened and never closed",
        "write the closing bracket where the list or the keys end",
    ),
    Code(
        "missing-colon",
        "error",
        "`{key}` has no colon after it",
        "write `{key}:` and a space before its value",
    ),
    Code("missing-space", "error", "no space after `{sign}`", "write a space after it"),
    Code("missing-dash", "error", "an item of a list has no dash", "write `- ` before it"),
    Code(
        "wrong-indent",
        "error",
        "this line begins in column {column}, where nothing above it begins",
        "keys that belong together begin in the same column",
    ),
    Code(
        "conflict-marker",
        "error",
        "a mark that Git leaves where two versions of a file could not be joined: `{mark}`",
        "keep one of the two versions and delete the lines that begin with `<<<<<<<`, `=======` and `>>>>>>>`",
    ),
    Code(
        "stray-line",
        "error",
        "this line is neither a key with its value nor part of a text",
        "move it to the right if it continues the text above; write `key:` before it if it is a value",
    ),
    Code(
        "text-after-value",
        "error",
        "something follows a value that is closed already",
        "put all of the value inside the quotation marks or brackets",
    ),
    Code(
        "arabic-punctuation",
        "error",
        "`{found}` stands where only `{meant}` is understood",
        "write `{meant}`",
    ),
    Code(
        "hidden-in-key",
        "error",
        "the key `{key}` holds the hidden character {character}",
        "delete it; only plain spaces can stand before a key",
    ),
    Code(
        "tab-indent",
        "error",
        "a tab stands where only spaces can be",
        "replace it by spaces",
    ),
    Code(
        "unquoted-colon",
        "error",
        "a colon followed by a space inside a text that has no quotation marks",
        "put the whole text between quotation marks",
    ),
    Code("duplicate-key", "error", "the key `{key}` is written twice", "keep one of the two"),
    Code(
        "alias",
        "error",
        "anchors and aliases are not used here: `{token}`",
        "write the value out at each place",
    ),
    Code(
        "tag",
        "error",
        "tags are not used here: `{token}`",
        "delete the tag; every value is text until a field asks",
    ),
    Code("multiple-documents", "error", "a second document starts here", "keep one document in a file"),
    Code("empty-file", "error", "the file is empty", "write the record, or delete the file"),
    # Shape of records
    Code("unknown-key", "error", "unknown key `{key}` in {where}"),
    Code("missing-key", "error", "{where} has no `{key}`", "add `{key}:`"),
    Code("empty-value", "error", "`{key}` has no value", "write a value after the colon, or delete the key"),
    Code("wrong-type", "error", "{what} must be {expected}, found {found}"),
    Code("bad-choice", "error", "`{key}` cannot be `{found}`"),
    Code(
        "bad-date",
        "error",
        "`{key}` is not a date: `{found}` ({reason})",
        "write 2018, 2018-10, 2018-10-17, 2014/2017, or add ~ or ?",
    ),
    Code("bad-number", "error", "`{key}` is not {expected}: `{found}`"),
    Code("bad-digest", "error", "`{key}` is not a SHA-256 digest: `{found}`", "64 characters 0-9 and a-f"),
    Code(
        "bad-id",
        "error",
        "`{found}` is not an id",
        "ids are lower-case words of a-z and 0-9 joined by hyphens, and start with a letter",
    ),
    Code(
        "duplicate-name",
        "error",
        "two files have the name `{name}`",
        "rename or delete one of the two",
    ),
    Code(
        "name-mismatch",
        "error",
        "the file is named `{file}` but says `brief: {found}`",
        "make the two the same",
    ),
    Code(
        "one-way-to-choose",
        "error",
        "a section has more than one of `select`, `facts` and `text`",
        "keep one of them",
    ),
    Code(
        "nothing-to-show",
        "error",
        "a section has none of `select`, `facts` and `text`",
        "say what the section shows",
    ),
    Code("key-without-use", "error", "`{key}` has no use beside `{beside}`", "delete it"),
    # Matrices
    Code(
        "unknown-variable",
        "error",
        "there is no variable `{found}`",
    ),
    Code(
        "unclosed-variable", "error", "a variable that is not closed: `{found}`", "write `)` after its name"
    ),
    Code(
        "unused-variable",
        "warning",
        "the variable `{variable}` is used nowhere in this spec, so that its briefs differ in their names alone",
        "write `$({variable})` where its values belong, or delete it",
    ),
    Code("value-without-key", "error", "the value `{value}` of `{name}` has no `{key}`"),
    Code(
        "list-in-text",
        "error",
        "`{found}` is a list and cannot stand in a text",
        "a list stands alone, as an item of a list of ids or in its place",
    ),
    Code(
        "duplicate-value",
        "error",
        "the variable `{variable}` has the value `{found}` already",
        "give each value an id of its own",
    ),
    Code(
        "name-collision",
        "error",
        "two briefs would be named `{name}`: {one} and {other}",
        "change an id, or the name of a file",
    ),
    Code(
        "too-many-combinations",
        "error",
        "a matrix of {count} combinations, more than {limit}",
        "split it into several specs",
    ),
    Code(
        "no-combination", "error", "`exclude` leaves no combination to print", "keep one, or delete the spec"
    ),
    Code(
        "exclude-without-use",
        "warning",
        "this exclusion fits no combination that is left",
        "correct its values, or delete it",
    ),
    Code(
        "duplicate-fact",
        "error",
        "the fact `{fact}` is written twice",
        "ids are unique over all files of facts",
    ),
    Code(
        "reason-missing",
        "error",
        "an inferred date has no `because`",
        "say from which clue it was inferred",
    ),
    Code("speaker-missing", "error", "a fact of the kind `{kind}` has no `speaker`", "say who holds it"),
    Code(
        "excluded-evidence",
        "error",
        "paragraph {paragraph} of `{source}` is excluded from evidence: {why}",
        "rest the fact on another paragraph",
    ),
    # Ids, lists, addresses, dates of one record
    Code(
        "opaque-id",
        "warning",
        "the id `{id}` does not tell what it names",
        "use words, as in `coalition-86-members`; an id stays for ever",
    ),
    Code(
        "long-id",
        "warning",
        "an id of {length}, more than {limit}",
        "keep the words that tell it from others",
    ),
    Code("listed-twice", "warning", "`{name}` is listed twice", "delete one of the two"),
    Code(
        "bad-url",
        "error",
        "`{found}` is not the address of a page: {reason}",
        "copy the address from the browser, with `https://` and without spaces",
    ),
    Code(
        "reversed-dates",
        "error",
        "the selection ends before it begins: `from` {since}, `to` {until}",
        "exchange the two",
    ),
    Code(
        "before-issued",
        "warning",
        "`{key}` is {date}, before the source was issued: {issued}",
        "correct one of the two dates",
    ),
    # A statement and its measure
    Code(
        "value-mismatch",
        "warning",
        "the measure is {recorded}, the statement says {stated}",
        "make statement and measure say the same number",
    ),
    Code(
        "bound-mismatch",
        "warning",
        "the words of the statement mean `{stated}`, the measure is `{recorded}`",
        "say it in both as the source does",
    ),
    Code(
        "unit-mismatch",
        "warning",
        "the statement counts «{stated}», the measure «{recorded}»",
        "name the same thing in both",
    ),
    Code(
        "date-mismatch",
        "warning",
        "the statement says {stated}, the fact is dated {recorded}",
        "correct one of the two; a fact's date is the day of what it tells",
    ),
    # The library as a whole
    Code(
        "unused-fact",
        "warning",
        "facts that no brief uses: {facts}",
        "add them to a section, or leave them out by name under `not`",
    ),
    Code(
        "unused-source",
        "warning",
        "no fact rests on the source `{source}`",
        "write facts from it, or delete the record",
    ),
    Code(
        "unused-topic",
        "warning",
        "no brief selects the topic `{topic}`, and `{fact}` alone has it",
        "gather facts under a topic that several have",
    ),
    Code(
        "repeated-statement",
        "warning",
        "`{fact}` says what `{other}` says, in the same or nearly the same words",
        "keep one of the two, with the passages of both",
    ),
    Code(
        "values-disagree",
        "warning",
        "`{fact}` and `{other}` disagree on `{of}` at the same time: {value} and {against}",
        "correct one of them, or show both in a section with `show: compare`, or explain it with `explains: [{of}]`",
    ),
    Code(
        "outdated-value",
        "warning",
        "the value of `{fact}` has changed since: `{newer}` says {value} ({time})",
        "use the newer fact, or show both",
    ),
    # Evidence
    Code(
        "snapshot-altered",
        "warning",
        "no text in the snapshot store has the recorded digest of `{source}`; `{file}` was read in its place",
    ),
    Code(
        "passage-moved",
        "warning",
        "this passage of `{source}` stands elsewhere now: paragraph {paragraph}, at {at}",
        "`briefgen source verify --fix` writes the new place",
    ),
    Code(
        "passage-drifted",
        "error",
        "the words of this passage of `{source}` are not those that were anchored",
        "compare the snapshot with the fact; if the fact still holds, anchor it again with `briefgen fact anchor`",
    ),
    Code(
        "passage-lost",
        "error",
        "this passage is nowhere in the snapshot of `{source}`",
        "compare the snapshot with the fact, and rest the fact on another passage",
    ),
    Code(
        "number-not-in-passage",
        "warning",
        "no passage of this fact has the number {number}",
        "correct the number, or add the passage that has it",
    ),
    Code(
        "suspect-fact",
        "warning",
        "the fact `{fact}` or a source of it has changed since {by} reviewed it on {on}",
        "read it again against its passages, then `briefgen fact review {fact} --by NAME`",
    ),
    Code(
        "withdrawn-source",
        "error",
        "the fact `{fact}` rests on the withdrawn source `{source}`: {why}",
        "replace the fact, or explain the use in a section of prose with `explains: [{source}]`",
    ),
    Code(
        "unknown-explanation",
        "error",
        "`{found}` is neither a source nor a measure that could be explained",
    ),
    Code(
        "disputed-value",
        "warning",
        "the value of `{fact}` for `{of}` is disputed: `{other}` says {value} ({source})",
    ),
    # References
    Code("unknown-fact", "error", "no fact has the id `{fact}`"),
    Code("unknown-source", "error", "no source has the id `{source}`"),
    Code("unknown-topic", "error", "no fact has the topic `{topic}`"),
    Code("unknown-measure", "error", "no fact has the measure `{of}`", "name a measure that a fact reports"),
    Code(
        "needless-exclusion",
        "warning",
        "`not` names `{fact}`, which the rest of the selection does not choose",
        "delete it from the list",
    ),
    Code("empty-selection", "error", "nothing is left to show in this section"),
    Code(
        "fact-left-out",
        "warning",
        "the fact `{fact}` is left out: it is dated {date}, after the brief's `as_of` {as_of}",
    ),
    Code(
        "fact-after-as-of",
        "error",
        "the fact `{fact}` is dated {date}, after the brief's `as_of` {as_of}",
        "cite another fact, or move `as_of`",
    ),
    Code("figure-without-measure", "error", "the fact `{fact}` has no `measure` to show as a key figure"),
    Code(
        "bad-citation",
        "error",
        "a citation that cannot be read: `{found}`",
        "write [@fact-id] or [@one; @two]",
    ),
    Code("uncited-sentence", "warning", "a sentence without a citation: {sentence}", "end it in [@fact-id]"),
    # Text
    Code(
        "presentation-form",
        "warning",
        "the letter form {character} instead of the letter",
        "write the plain letter",
    ),
    Code("bidi-control", "warning", "the invisible direction mark {character} in the text", "delete it"),
    Code(
        "bidi-override",
        "error",
        "the control {character} makes this line read in another order than it is written",
        "delete it, and read again what is left",
    ),
    Code(
        "bidi-unclosed",
        "error",
        "the direction control {character} is not closed in its line",
        "delete it; the press sets the direction of each word",
    ),
    Code("invisible-character", "warning", "the invisible character {character} in the text", "delete it"),
    Code(
        "look-alike",
        "warning",
        "the character {character} of another language in place of the Arabic `{instead}`",
        "write the Arabic one",
    ),
    Code(
        "mixed-digits",
        "warning",
        "the number `{found}` is not in the digits that this text began with: `{instead}`",
        "keep to one family of digits; the press sets all numbers in the family that the brief asks for",
    ),
    Code(
        "latin-punctuation",
        "warning",
        "the Latin sign `{sign}` in Arabic text, where `{instead}` belongs",
        "write the Arabic one",
    ),
    Code("straight-quote", "warning", "a straight quotation mark in Arabic text", "write «…»"),
    Code("stray-space", "warning", "a space on the wrong side of `{sign}`", "delete it"),
    Code("crowded-sign", "warning", "no space after `{sign}`", "add one"),
    Code(
        "unbalanced-bracket", "warning", "`{sign}` has no partner", "write the other one, or delete this one"
    ),
    Code("tatweel", "warning", "a tatweel in the text", "delete it; lines are stretched by the press"),
    Code("double-space", "warning", "two spaces in a row", "keep one"),
    # The page
    Code(
        "missing-glyph",
        "error",
        "no font has the character {character}",
        "delete it, or add a font that has it to `fonts/`",
    ),
    Code("template", "error", "a template problem: {reason}"),
)

CODES: dict[str, Code] = {code.name: code for code in _REGISTERED}
