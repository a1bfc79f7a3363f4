"""The three styles, and what a style of one's own can do: printed, not only rendered."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from tests.samples.brief_sample import sample
from tests.samples.styled import FONTS, ROOT, TEMPLATES, compared, printed, short, texts
from tests.samples.workspace import fact, section, spec, write

from briefgen import cli
from briefgen.brief import (
    Text,
)
from briefgen.errors import Exit
from briefgen.html import TemplateError, floating, most_pages, render, standalone
from briefgen.loading import load
from briefgen.press.fit import Fit, TooLong
from briefgen.press.printing import Printed, print_brief
from briefgen.workspace import Workspace

# Styles


@pytest.fixture(name="sheet", scope="module")
def _sheet() -> Printed:
    return printed(short(), "sheet")


@pytest.fixture(name="report", scope="module")
def _report() -> Printed:
    return printed(sample(), "report")


def test_a_sheet_is_one_page_with_every_note_at_its_foot(sheet: Printed) -> None:
    """All notes are links from their marks to one floating element, which the press's gate checks as a whole."""
    assert (sheet.pages, dict(sheet.note_pages)) == (1, {"notes": 1})
    assert {f"{what}-{number}" for what in ("note", "call") for number in range(1, 18)} <= set(sheet.anchors)
    (text,) = texts(sheet.pdf)
    assert text.count("الفقرة") == sum(
        run.text.count("الفقرة") for note in short().notes for run in note.runs if isinstance(run, Text)
    )


def test_a_sheet_that_is_too_long_says_by_how_much() -> None:
    """The full sample has more text than one page holds: the error counts the words and names the first ones."""
    fit = Fit()
    cited = sample()
    assert most_pages(render(cited, TEMPLATES, {}, "sheet")) == 1
    assert printed(cited, "sheet", finishers=(fit.finisher,)).pages == 2
    with pytest.raises(
        TooLong, match=r"water-network has 2 pages, and its style allows 1: (\d+) words do not fit"
    ) as found:
        fit.check(1, "water-network")
    words = int(re.findall(r"(\d+) words", found.value.message)[0])
    assert 20 < words < 600
    assert re.search("from «.+…» on", found.value.message)
    fit.check(2, "water-network")


def test_a_report_has_a_cover_and_contents_before_its_text(report: Printed) -> None:
    """Cover, contents, summary, then the sections; the contents tell their pages; a cover has no page number."""
    assert report.anchors["summary"] == 3
    assert report.anchors["s1"] == 4
    cover, contents, *_ = texts(report.pdf)
    assert "صفحة" not in cover
    assert "صفحة" in contents
    assert "ما بقي مفتوحًا" in contents


def test_sections_of_a_report_are_lettered_in_abjad_with_a_joined_heh(report: Printed) -> None:
    """The fifth letter is a heh with a zero-width joiner, since a heh alone looks like the digit five."""
    html = render(sample(), TEMPLATES, {}, "report")
    assert html.count('<li class="section">') == 6
    assert r'"د" "ه\200D" "و"' in TEMPLATES["base.css"]
    contents = texts(report.pdf)[1]
    assert [letter in contents for letter in ("أ.", "ب.", "ه\u200d.", "و.")] == [True] * 4


def test_parts_are_titled_in_every_style_and_stand_above_their_sections_in_the_bookmarks() -> None:
    """A part's title stands once in the text and once in the contents; in a report it has a page of its own."""
    cited = short()
    first, second = cited.brief.sections
    parted = (replace(first, part=(Text("الباب الأول"),)), replace(second, part=(Text("الباب الثاني"),)))
    cited = replace(cited, brief=replace(cited.brief, sections=parted))
    assert printed(cited, "sheet").pages == 1
    assert "part-s1" in printed(cited).anchors
    report = printed(cited, "report")
    assert [report.anchors[each] for each in ("part-s1", "s1", "part-s2", "s2")] == [4, 5, 6, 7]
    with pikepdf.open(BytesIO(report.pdf)) as pdf, pdf.open_outline() as outline:
        found = [(str(item.title), [str(child.title) for child in item.children]) for item in outline.root]
    assert found[2:4] == [("الباب الأول", ["أرقام رئيسية"]), ("الباب الثاني", ["كيف نشأ البرنامج"])]


@pytest.mark.parametrize("style", ["brief", "report"])
def test_comparisons_and_trace_annex_are_printed(style: str) -> None:
    """Values stand with their times, sources and remarks; each passage of the annex with its digest and notes."""
    html = render(compared(), TEMPLATES, {}, style)
    for text in (
        "تباين المصادر",
        "أعضاء البرنامج",
        "لا تعارض.",
        "أكثر من ٨٠ دولة",
        "التقرير السنوي — حد أدنى",
    ):
        assert text in html
    for text in ("ملحق التتبّع", "members-over-80", "baed5e5f322e", "c0ffee000000", "١٦، ١٧"):
        assert text in html
    assert html.count("members-over-80") == 1
    assert printed(compared(), style).pages > 1


def test_all_styles_and_print_styles_accept_both_numeral_families() -> None:
    """No style stumbles over a brief without any of the optional parts."""
    bare = replace(
        short(),
        brief=replace(
            short().brief, summary=(), sections=(), subtitle=(), subtitle_text="", version=(), marking=""
        ),
        notes=(),
        references=(),
    )
    for style in ("brief", "sheet", "report"):
        assert render(bare, TEMPLATES, {}, style).count("<h1") == 1


# Templates of one's own


def test_a_template_of_ones_own_is_a_style() -> None:
    """Any template `<name>.html` can be asked for; the others are its parts."""
    own = TEMPLATES | {
        "memo.html": "{% from '_blocks.html' import blocks %}{{ blocks(brief.sections[0].blocks) }}"
    }
    cited = sample()
    figures = replace(
        cited, brief=replace(cited.brief, sections=cited.brief.sections[:1]), notes=cited.notes[6:9]
    )
    with pytest.raises(TemplateError, match=re.escape("memo.html: the templates leave out note 1")):
        render(figures, own, {}, "memo")
    with pytest.raises(TemplateError, match=re.escape("there is no template 'absent.html'")):
        render(figures, own, {}, "absent")


@pytest.mark.parametrize("guide", ["templates.en.md", "templates.ar.md"])
def test_the_style_of_the_guide_can_be_printed(guide: str) -> None:
    """What the guide shows is a whole style: all notes of all kinds of blocks come out."""
    text = (ROOT / "docs" / "guide" / guide).read_text(encoding="utf-8")
    (memo,) = re.findall(r"```html\n(.*?)```", text, re.DOTALL)
    templates = TEMPLATES | {"memo.html": memo, "memo.css": ""}
    html = partial(render, sample(), templates, style="memo")
    files = {name: text.encode() for name, text in templates.items()}
    result = print_brief(html, notes=floating(html({})), fonts=FONTS, files=files)
    assert list(result.note_pages) == [f"note-{number}" for number in range(1, 31)]


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("{{ r | runs('end') }}", "leave out note 1"),
        (
            "{% for n in notes %}<i id='x'></i><i id=\"note-{{ n.number }}\"></i>{% endfor %}",
            "leave out the mark of note 1",
        ),
        ("{{ r | runs('middle') }}", "notes go to `foot` or `end`"),
    ],
)
def test_a_template_that_prints_notes_itself_must_print_marks_and_notes(template: str, words: str) -> None:
    """Marks without notes, notes without marks and unknown places are refused."""
    cited = sample()
    start = "{% set r = brief.summary[0].runs %}"
    with pytest.raises(TemplateError, match=re.escape(words)):
        render(cited, {"own.html": start + template}, {}, "own")


def test_a_sheet_on_a_screen_carries_its_styles_and_notes() -> None:
    """The HTML of a sheet is whole by itself."""
    page = standalone(render(short(), TEMPLATES, {}, "sheet"), TEMPLATES)
    assert "<link rel" not in page
    assert page.count('id="note-') == 17


# From the command line


@pytest.fixture(name="folder", scope="module")
def _folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with a style of its own and four briefs: a good one, two of unknown style, a sheet with an annex."""
    facts = {"opened": fact("افتتحت شبكة المياه عام 2018.", date="2018")}
    water = section(select={"topics": ["water"]})
    styles = {"own": "memo", "typo": "shet", "far": "poster", "full": "sheet"}
    specs = {name: spec(name, water, style=style) for name, style in styles.items()}
    specs["full"] = spec("full", water, style="sheet", annex="trace")
    folder = write(tmp_path_factory.mktemp("styles"), facts, specs)
    (folder / "templates").mkdir()
    (folder / "templates" / "memo.html").write_text(TEMPLATES["brief.html"], encoding="utf-8")
    return folder


def test_an_unknown_style_is_told_with_those_there_are(folder: Path) -> None:
    """A misspelt style is answered with the one that was meant, another with the list; parts are no styles."""
    problems = {each.span.file: each for each in load(Workspace(folder)).problems}
    typo, far = problems["briefs/typo.yaml"], problems["briefs/far.yaml"]
    assert (typo.code, typo.route, typo.advice) == ("bad-choice", "style", "did you mean `sheet`?")
    assert far.advice == "one of: brief, memo, report, sheet"
    assert problems["briefs/full.yaml"].code == "key-without-use"
    assert "briefs/own.yaml" not in problems


def test_prints_for_paper_stand_beside_the_plain_one(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each form has a name of its own, the plain PDF is what it is without them, and the lock names all."""
    out = folder / "out"
    assert cli.run(["build", "own", "-w", str(folder), "-o", str(out)]) == Exit.DONE
    plain = (out / "own.pdf").read_bytes()
    forms = [word for form in ("duplex", "booklet", "mono") for word in ("--print", form)]
    assert cli.run(["build", "own", "-w", str(folder), "-o", str(out), *forms]) == Exit.DONE
    capsys.readouterr()
    names = {"own.pdf", "own.duplex.pdf", "own.booklet.pdf", "own.mono.pdf"}
    assert {file.name for file in out.glob("*.pdf")} == names
    assert (out / "own.pdf").read_bytes() == plain
    assert len({(out / name).read_bytes() for name in names}) == 4
    lock = (out / "own.lock").read_text("utf-8")
    assert all(f'"{name}"' in lock for name in names)
