"""The tags of small documents that show one thing each, and what the tags rely on in the engine."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from tests.press.archival import archival_html
from tests.press.samples import note, page, print_html
from tests.press.tagged import read

from briefgen.press import conformance, tags


def letters(text: str) -> str:
    """The characters of a text in no order."""
    return "".join(sorted(char for char in text if not char.isspace()))


LONG = " ".join(f"كلمة{number}" for number in range(400))


def test_a_paragraph_over_two_pages_is_one_element() -> None:
    """Text that runs on, and a table that does, are one element each; a head printed again is an artifact."""
    rows = "".join(f"<tr><td>صف {number}</td><td>نص</td></tr>" for number in range(40))
    table = f"<table><thead><tr><th>رأس</th><th>عمود</th></tr></thead><tbody>{rows}</tbody></table>"
    tagged = read(archival_html(page(f"<h1>عنوان</h1><p>{LONG}</p>{table}")))
    (paragraph,) = tagged.root.found("P")
    assert set(paragraph.pages) >= {0, 1}
    assert Counter(letters(paragraph.text())) == Counter(letters(LONG))
    assert len(tagged.root.found("Table")) == 1
    assert len(tagged.root.found("TR")) == 41
    assert len(tagged.root.found("TH")) == 2
    repeated = [text for _page, _kind, text in tagged.artifacts]
    assert letters("".join(repeated)) == letters("رأسعمود" * (len(repeated) // 2))
    assert len(repeated) >= 4


def test_notes_in_items_cells_and_heads() -> None:
    """A note stays within the item or cell of its call; that of a head cell follows the table."""
    rows = f"<tr><th>رأس{note(2)}</th><td>خلية{note(3)}</td></tr>"
    body = f"<h1>عنوان</h1><ul><li>بند{note(1)}</li><li>آخر</li></ul><table>{rows}</table><p>ختام</p>"
    tagged = read(archival_html(page(body), notes=3))
    assert [node.role for node in tagged.root.children()] == ["H1", "L", "Table", "Note", "P"]
    assert [each.id for node in tagged.root.found("LBody") for each in node.children("Note")] == ["note-1"]
    assert [each.id for node in tagged.root.found("TD") for each in node.children("Note")] == ["note-3"]
    assert [each.id for each in tagged.root.children("Note")] == ["note-2"]


def test_cells_over_several_rows_and_columns() -> None:
    """A cell that covers others keeps its spans, and the heads of all columns that it covers."""
    head = '<tr><th rowspan="2">اسم</th><th colspan="2">عدد</th></tr><tr><th>أول</th><th>ثان</th></tr>'
    body = '<tr><th>صف</th><td>1</td><td>2</td></tr><tr><th>صف</th><td colspan="2">3</td></tr>'
    html = page(f"<h1>عنوان</h1><table><thead>{head}</thead><tbody>{body}</tbody></table>")
    one, two, both = read(archival_html(html)).root.found("TD")
    assert one.attributes["Headers"] == ["head-1-1-2", "head-1-2-2", "head-1-3-1"]
    assert two.attributes["Headers"] == ["head-1-1-2", "head-1-2-3", "head-1-3-1"]
    assert both.attributes["Headers"] == ["head-1-1-2", "head-1-2-2", "head-1-2-3", "head-1-4-1"]
    assert both.attributes["ColSpan"] == "2"


def test_markers_of_lists_are_labels() -> None:
    """An item has its marker as a label before its body, and the list tells how it counts; lists may be nested."""
    body = "<h1>عنوان</h1><ol><li>أول</li><li>ثان<ul><li>فرع</li></ul></li></ol>"
    for style in ("outside", "inside"):
        css = f"li {{ list-style-position: {style} }} ul {{ list-style-type: disc }}"
        tagged = read(archival_html(page(body, css)))
        assert tagged.untagged == ()
        outer, inner = tagged.root.found("L")
        assert [each.role for each in outer.children()[0].children()] == ["Lbl", "LBody"]
        assert (outer.attributes["ListNumbering"], inner.attributes["ListNumbering"]) == ("Decimal", "Disc")
        assert inner in outer.found("LBody")[1].children()


SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"><rect width="20" height="10"/></svg>'


def test_images_are_figures_or_decoration() -> None:
    """An image is a figure with its text and place; what is hidden from readers is an artifact."""
    images = '<img src="a.svg" alt="مخطط"><img src="a.svg" alt="خط" aria-hidden="true">'
    images += '<span aria-hidden="true">زخرف</span>'
    tagged = read(archival_html(page(f"<h1>عنوان</h1><p>قبل {images} بعد</p>"), files={"a.svg": SVG}))
    (figure,) = tagged.root.found("Figure")
    assert figure.alt == "مخطط"
    left, bottom, right, top = (float(edge) for edge in figure.attributes["BBox"])
    assert [right - left, top - bottom] == pytest.approx([15, 7.5])
    assert [letters(text) for _page, _kind, text in tagged.artifacts] == [letters("زخرف")]
    assert tagged.untagged == ()


def test_links_and_lines_through_words() -> None:
    """Words with lines under, over and through them, and a link among them, are one paragraph with one link."""
    style = "p { text-decoration: underline overline line-through }"
    body = '<h1>عنوان</h1><p>نص <a href="https://example.org/">وصلة</a> نص</p>'
    tagged = read(archival_html(page(body, style)))
    assert Counter(letters(tagged.root.found("P")[0].text())) == Counter(letters("نص وصلة نص"))
    (link,) = tagged.root.found("Link")
    assert [each.uri for each in link.links()] == ["https://example.org/"]


def test_text_in_a_group_is_tagged_there() -> None:
    """Transparent text is drawn in groups of their own; the tree leads into each (ISO 32000-1, 14.7.4.2)."""
    faint = "".join(f"<div style='opacity: .5'><p>شفاف {number}</p></div>" for number in (1, 2))
    with pikepdf.open(BytesIO(archival_html(page(f"<h1>عنوان</h1><p>نص</p>{faint}")))) as pdf:
        numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
        owners = dict(zip((int(key) for key in numbers[::2]), numbers[1::2], strict=True))
        groups = [each for each in pdf.pages[0].Resources.XObject.values() if "/StructParents" in each]
        assert sorted(owners) == [0, *sorted(int(group.StructParents) for group in groups)] == [0, 1, 2]
        for group in groups:
            (owner,) = owners[int(group.StructParents)]
            assert str(owner.S) == "/P"
            assert [(kid.Stm.objgen, int(kid.MCID)) for kid in owner.K] == [(group.objgen, 0)]


def test_the_same_bytes_in_every_process(root: Path) -> None:
    """Hash seeds change nothing of tags and metadata."""
    script = (
        "from hashlib import sha256\n"
        "from tests.press.archival import archival_html\n"
        "from tests.press.test_tags_cases import SMALL\n"
        "print(sha256(archival_html(SMALL, notes=2)).hexdigest())"
    )
    digests = {sha256(archival_html(SMALL, notes=2)).hexdigest() for _time in range(2)}
    for seed in ("0", "1", "4242"):
        environment = {**os.environ, "PYTHONPATH": f"{root / 'src'}:{root}", "PYTHONHASHSEED": seed}
        done = subprocess.run(
            [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True
        )
        digests.add(done.stdout.strip())
    assert len(digests) == 1


# One of everything that a template may print and the default ones do not.
ODDS = page(
    f"<h1>عنوان</h1><div style='opacity: .5'><p>شفاف{note(1)}</p></div><p>قبل <a href='https://example.org/'>وصلة "
    f"<b>غليظة</b></a> بعد</p><ol><li>أول<ul><li>فرع{note(2)}</li></ul></li></ol><p><img src='a.svg' alt='مخطط'></p>"
    "<dl><dt>لفظ</dt><dd>معنى</dd></dl><blockquote>قول</blockquote><table><caption>جدول</caption><tr><th>رأس</th>"
    f"<td>{'خلية ' * 20}</td></tr></table>نص بلا فقرة<p>{LONG}</p>",
    "p { text-decoration: underline; border: 1px solid; background: #eee } ul { list-style-type: disc }",
)
SMALL = page(
    f'<h1>عنوان</h1><p>نص <bdi lang="en">NATO</bdi>{note(1)} ثم{note(2)}</p>'
    '<table><tr><th>أ</th><td>١</td></tr></table><p><a href="#note-1">حاشية</a></p>'
)


def test_the_engine_is_the_one_that_the_tags_are_written_for() -> None:
    """When this fails the engine has changed: compare its pdf/tags.py, then renew the digests or drop the module."""
    assert tags.fitting()


def test_the_engine_does_not_tag_notes_itself() -> None:
    """When this fails the engine tags footnotes as notes, and this module may have become unnecessary."""
    tagged = read(print_html(SMALL, 2, variant=conformance.VARIANT).pdf)
    assert tagged.root.found("Note", "Reference", "Lbl") == ()
    assert tagged.root.children()[-1].role == "NonStruct"


def test_another_engine_keeps_its_own_tags(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the engine is not the one expected its tags stay; pages are labelled all the same."""
    monkeypatch.setattr(tags, "fitting", lambda: False)
    tagged = read(archival_html(SMALL, notes=2))
    assert tagged.root.found("Note") == ()
