"""Style sheets read once: what a document says of them and looks like does not depend on the one before it."""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Mapping

import pytest
from tests.press.samples import note, page
from tests.press.speed.prove import print_html
from tests.press.speed.test_identity import CSS, TEXT, filled

from briefgen.press.speed import sheets, switches

HEAD = """
@counter-style marks { system: cyclic; symbols: "أ" "ب"; suffix: " " } ol { list-style: marks }
@page { margin: 20mm; @top-center { content: counter(page) } } @media print { b { color: var(--ink) } }
:root { --gap: -3pt; --ink: #123456; --half: calc(1em / 2); --share: 5% }
p { padding: max(1pt, var(--half)); margin-top: calc(var(--gap) * 2 + 1pt); width: calc(100% - var(--share)) }
i { margin: 0 var(--gap); padding: 0 calc(1pt + var(--gap)) }
"""


@pytest.fixture(autouse=True)
def _nothing_known() -> Iterator[None]:
    """No sheet was read before, and none stays for the tests that follow."""
    sheets._known.clear()
    yield
    sheets._known.clear()


def body(words: str = TEXT) -> str:
    """A page with text that the sheets above and those of the unusual cases have something to say of."""
    return filled(f"<ol><li>{words}</li></ol><p><b>{words}</b> <i>{words}</i>{note(9)}</p>", CSS + HEAD)


def notes(html: str) -> tuple[str, ...]:
    """The ids of its notes."""
    return tuple(f"note-{number}" for number in (1, 2, 3, 8, 9) if f'id="note-{number}"' in html)


def shape(value: object) -> object:
    """A value with what it is made of, down to the numbers of tokens."""
    match value:
        case str() | bytes() | int() | float() | None:
            return value
        case list() | tuple() | set() | frozenset():
            return type(value).__name__, [shape(each) for each in value]
        case Mapping():
            return [(shape(key), shape(each)) for key, each in value.items()]
        case _:
            slots = [name for kind in type(value).__mro__ for name in getattr(kind, "__slots__", ())]
            held = {name: getattr(value, name) for name in slots} or dict(getattr(value, "__dict__", {}))
            return type(value).__name__, [
                (name, shape(each)) for name, each in held.items() if name != "briefgen_solved"
            ]


def test_a_second_document_looks_as_the_first() -> None:
    """With sheets from before, of another text in between, and without the mend: the same bytes."""
    html, other = body(), body("كلام آخر ")
    with switches.using("all,-style-sheets"):
        plain = print_html(html, notes(html))
    assert isinstance(plain, bytes)
    assert not sheets._known
    assert print_html(html, notes(html)) == plain
    assert sheets._known
    print_html(other, notes(other))
    assert print_html(html, notes(html)) == plain


def test_a_document_changes_nothing_in_the_sheets() -> None:
    """What was read is the same after it was used, down to the numbers of each token."""
    html = body()
    print_html(html, notes(html))
    before = pickle.dumps(
        [
            shape((each.matcher.__dict__, each.page_rules, each.counter_styles))
            for each in sheets._known.values()
        ]
    )
    print_html(html, notes(html))
    after = pickle.dumps(
        [
            shape((each.matcher.__dict__, each.page_rules, each.counter_styles))
            for each in sheets._known.values()
        ]
    )
    assert before == after
    assert b"Dimension" in before


@pytest.mark.parametrize(
    ("rule", "kept"),
    [
        ("p { colour: red }", False),
        ("p { margin: 3 }", False),
        (":root { --red: red } p { margin: var(--red) }", True),
        ("@page { @middle { content: none } }", False),
        ("@font-face { font-family: Own; src: url(own.ttf) }", False),
        ("@import 'absent.css';", False),
        ("p { color: red", True),
    ],
)
def test_each_document_is_told_what_is_wrong(rule: str, kept: bool) -> None:
    """A complaint of the first document is one of the second, whether it is about reading a sheet or about using it."""
    html = page(f"<p>{TEXT}</p>", rule)
    with switches.using("all,-style-sheets"):
        plain = print_html(html, ())
    sheets._known.clear()
    assert print_html(html, ()) == plain
    assert any(rule in key[0] for key in sheets._known if isinstance(key[0], str)) is kept
    assert print_html(html, ()) == plain
    assert isinstance(plain, bytes) is (rule == "p { color: red")


def test_the_same_sheet_twice_and_layers() -> None:
    """Sheets that come after others, or take part in layers, mean what they mean to the engine."""
    sheet = f"<style>{HEAD}</style>"
    layers = "<style>@layer one, two; @layer two { p { color: #234567 } }</style>"
    last = "<style>p { color: #345678 }</style></head>"
    html = page(f"<p>{TEXT}</p>").replace("</head>", sheet + layers + sheet + last)
    assert html.count("<style>") > 3
    with switches.using("all,-style-sheets"):
        plain = print_html(html, ())
    assert isinstance(plain, bytes)
    assert [print_html(html, ()) for _ in range(2)] == [plain, plain]
    assert not any("@layer" in key[0] for key in sheets._known if isinstance(key[0], str))


def test_variables_of_documents_do_not_pile_up() -> None:
    """A value that was solved for many documents, each with a variable of its own, forgets what it was solved for."""
    rule = "p { color: var(--ink) }"
    for number in range(3 * sheets._MOST_SOLVED):
        html = page(f"<p style='--ink: #0000{number:02}'>{TEXT}</p>", rule)
        assert isinstance(print_html(html, ()), bytes)
    solved = [
        len(vars(each).get("briefgen_solved", ())) for read in sheets._known.values() for each in read.pending
    ]
    assert solved
    assert max(solved) <= sheets._MOST_SOLVED + 1
