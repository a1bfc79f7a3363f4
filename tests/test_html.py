"""The HTML of a brief: what holds whatever the templates say, and how their mistakes are told."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.samples.brief_sample import sample

from briefgen.brief import Brief, Call, Cite, Cited, CitedBrief, Note, Paragraph, Runs, Section, Text
from briefgen.html import TemplateError, document, page_phrase, render, standalone

TEMPLATES = {
    file.name: file.read_text(encoding="utf-8")
    for file in (Path(__file__).parent.parent / "templates").iterdir()
    if file.suffix in (".html", ".css")
}


def brief(*paragraphs: Runs) -> CitedBrief:
    """A brief of one section; it gets as many notes as it has calls."""
    calls = [run.note for runs in paragraphs for run in runs if isinstance(run, Call)]
    section = Section("s1", (Text("قسم"),), tuple(Paragraph(runs) for runs in paragraphs))
    return CitedBrief(
        Brief(
            id="b",
            title=(Text("عنوان"),),
            title_text="عنوان",
            subtitle=(),
            subtitle_text="",
            dated="2024-02-05",
            as_of=(Text("5 شباط"),),
            version=(),
            marking="",
            digits="latin",
            contents=False,
            summary=(),
            sections=(section,),
        ),
        tuple(Note(number, (Text(f"حاشية {number}"),), (Cited("a", (), (1,)),)) for number in sorted(calls)),
        (),
    )


def refusal(template: str, cited: CitedBrief | None = None, part: str = "") -> TemplateError:
    """The error for a template in the place of brief.html, which may include part.html."""
    with pytest.raises(TemplateError) as caught:
        render(cited or brief((Text("نص"),)), {"brief.html": template, "part.html": part}, {})
    return caught.value


class Elements(HTMLParser):
    """The start tags of a document, in order, as (name, attributes); and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the tag."""
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        """Keep the text."""
        self.text += data

    def ids(self) -> list[str]:
        """The ids, in order."""
        return [attributes["id"] or "" for _, attributes in self.tags if "id" in attributes]


def test_document_states_language_direction_title_and_date() -> None:
    """The document says that it is Arabic, right to left, what it is called and of which day it is."""
    elements = Elements(render(sample(), TEMPLATES, {}))
    assert ("html", {"lang": "ar", "dir": "rtl"}) in elements.tags
    assert "تأهيل شبكة المياه في مدينة الواحة" in elements.text
    dates = {
        attributes["name"]: attributes["content"] for tag, attributes in elements.tags if "name" in attributes
    }
    assert dates["dcterms.created"] == dates["dcterms.modified"] == "2024-02-05T00:00:00Z"


def test_unknown_author_and_description_are_left_out() -> None:
    """What a brief does not know (an author, a description without a subtitle) is not made up."""
    names = [attributes.get("name") for _, attributes in Elements(render(brief(()), TEMPLATES, {})).tags]
    assert "author" not in names
    assert "description" not in names


@pytest.mark.parametrize("digits", ["latin", "arabic-indic"])
def test_every_note_stands_once_inside_its_call(digits: str) -> None:
    """The 30 notes of the sample stand once each, in order, each right inside the element of its call."""
    html = render(sample(digits), TEMPLATES, {})
    pairs = re.findall(r'<span class="call" id="call-(\d+)"><span class="note" id="note-(\d+)">', html)
    assert pairs == [(str(number), str(number)) for number in range(1, 31)]
    assert html.count('class="note"') == 30


def test_ids_are_unique() -> None:
    """No id stands twice, so every id has one page."""
    ids = Elements(render(sample(), TEMPLATES, {})).ids()
    assert sorted(set(ids)) == sorted(ids)


def test_call_follows_its_word_without_space() -> None:
    """Nothing stands between a word and its call."""
    assert "كلمة<span" in render(brief((Text("كلمة"), Call(1), Text("."))), TEMPLATES, {})


@pytest.mark.parametrize(
    ("run", "html"),
    [
        (Text("CJTF-OIR", "ltr"), '<bdi dir="ltr" lang="en">CJTF-OIR</bdi>'),
        (Text("2014/2017", "ltr"), '<bdi dir="ltr">2014/2017</bdi>'),
        (Text("2014–2017", "rtl"), '<bdi dir="rtl">2014–2017</bdi>'),
        (Text("https://a.org/b", "ltr"), '<bdi dir="ltr" class="url">https://<wbr>a.<wbr>org/<wbr>b</bdi>'),
        (Text("نص", "auto"), "<p>نص</p>"),
    ],
)
def test_each_directed_run_is_one_isolate(run: Text, html: str) -> None:
    """A left-to-right or right-to-left run is one bdi; Latin words have a language; plain text has no element."""
    assert html in render(brief((run,)), TEMPLATES, {})


@given(
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40),
    st.sampled_from(["auto", "ltr", "rtl"]),
)
@settings(max_examples=60, deadline=None)
def test_no_text_becomes_markup(text: str, direction: str) -> None:
    """Whatever a run holds, it comes out as the same characters and adds no element."""
    marked = f"«{text}»"
    cited = brief((Text(marked, direction), Call(1)))  # type: ignore[arg-type]
    cited = replace(cited, notes=(replace(cited.notes[0], runs=(Text(marked),)),))
    plain = Elements(render(brief((Text("«»", direction), Call(1))), TEMPLATES, {}))  # type: ignore[arg-type]
    elements = Elements(render(cited, TEMPLATES, {}))
    names = [tag for tag, _ in elements.tags if tag != "wbr"]
    assert names == [tag for tag, _ in plain.tags]
    assert elements.text.count(marked) == 2


def test_hostile_marking_and_title_stay_text() -> None:
    """Markup in the strings of attributes and of the title is shown, not obeyed."""
    hostile = '"><script>alert(1)</script>'
    cited = sample(marking=hostile)
    cited = replace(cited, brief=replace(cited.brief, title_text=hostile))
    html = render(cited, TEMPLATES, {})
    assert "<script" not in html
    assert '"><' not in html.replace('">', "").replace("><", "")


def test_contents_and_references_carry_the_pages_of_the_last_layout() -> None:
    """Page numbers stand in the document's numerals; before the first layout two zeros hold their room."""
    pages = {"s1": 2, "references": 14, "call-5": 1, "call-6": 1, "call-18": 3, "call-25": 4}
    html = render(sample(), TEMPLATES, pages)
    assert "<span>أرقام رئيسية</span> <span>٢</span>" in html
    assert "<span>المراجع</span> <span>١٤</span>" in html
    assert "ورد في الصفحات ١ و٣ و٤" in html
    assert "<span>أرقام رئيسية</span> <span>٠٠</span>" in render(sample(), TEMPLATES, {})
    assert "<span>أرقام رئيسية</span> <span>2</span>" in render(sample("latin"), TEMPLATES, pages)


@pytest.mark.parametrize(
    ("found", "phrase"),
    [
        ([], ""),
        ([3, 3], "الصفحة 3"),
        ([4, 3], "الصفحتين 3 و4"),
        ([1, 2, 5], "الصفحات 1 و2 و5"),
        ([1, 3, 4, 5, 8], "الصفحات 1 ومن 3 إلى 5 و8"),
        ([9, 10, 11], "الصفحات من 9 إلى 11"),
    ],
)
def test_page_phrase_counts_in_arabic(found: list[int], phrase: str) -> None:
    """One page, two pages and more have their own nouns; three or more in a row are a span in words."""
    assert page_phrase(found, "latin") == phrase


def test_each_part_appears_only_if_the_brief_has_it() -> None:
    """No empty heading, list or box for what a brief does not have."""
    html = render(brief((Text("نص"),)), TEMPLATES, {})
    for part in (
        "<nav",
        'id="summary"',
        'id="references"',
        'class="marking"',
        'class="subtitle"',
        "الإصدار",
        'class="remark"',
    ):
        assert part not in html


def test_inferred_dates_are_explained() -> None:
    """A brief that prints inferred dates tells what its square brackets mean."""
    cited = sample()
    assert "معقوفتين" in render(
        replace(cited, brief=replace(cited.brief, inferred_dates=True)), TEMPLATES, {}
    )


def test_same_input_gives_the_same_html() -> None:
    """Rendering twice gives equal text."""
    assert render(sample(), TEMPLATES, {}) == render(sample(), TEMPLATES, {})


@pytest.mark.parametrize(
    ("template", "line", "words"),
    [
        ("<p>\n{% if %}", 2, "Expected an expression"),
        ("\n\n{{ brief.nonsense }}", 3, "nonsense"),
        ("\n{{ nonsense }}", 2, "nonsense"),
        ("\n{% include 'absent.html' %}", 2, "absent.html"),
        ("\n{{ brief.title | nonsense }}", 2, "nonsense"),
        ("\n{{ 1 + 'a' }}", 2, "unsupported operand"),
        ("\n\n{{ 1 / 0 }}", 3, "division"),
    ],
)
def test_template_mistakes_are_told_with_file_and_line(template: str, line: int, words: str) -> None:
    """A mistake in a template names the file and the line that it stands on."""
    error = refusal(template)
    assert (error.template, error.line) == ("brief.html", line)
    assert words in error.message


@pytest.mark.parametrize("part", ["a\n{{ nonsense }}", "a\n{% for %}"])
def test_mistakes_in_included_templates_name_the_included_file(part: str) -> None:
    """The file named is the one to correct, not the one that includes it."""
    error = refusal("<p>\n\n{% include 'part.html' %}", part=part)
    assert (error.template, error.line) == ("part.html", 2)


def test_absent_entry_template_is_told() -> None:
    """A folder of templates without brief.html gives an error that names it."""
    with pytest.raises(TemplateError, match=re.escape("brief.html")):
        render(brief(()), {}, {})


@pytest.mark.parametrize(
    "template",
    [
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ brief.__init__.__globals__ }}",
        "{{ brief | attr('__class__') }}",
        "{{ self.__init__.__globals__ }}",
        "{{ '{0.__class__}'.format(brief) }}",
        "{% for n in range(10 ** 9) %}{% endfor %}",
        "{{ 'a' * 10 ** 9 }}",
        "{{ [0] * 99999999 }}",
        "{% include 'brief.html' %}",
        "{% set _ = brief.sections.append(1) %}",
        "{% include '../../../../etc/passwd' %}",
    ],
)
def test_templates_cannot_leave_the_sandbox(template: str) -> None:
    """Python's internals, endless work, huge values and files outside the templates are refused with the line."""
    error = refusal(f"\n{template}")
    assert error.line == 2


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("", "leave out note 1"),
        ("{{ r[:2] | runs }}", "leave out note 2"),
        ("{{ r | runs }}{{ r | runs }}", "print note 1 more than once"),
        ("{{ r[2:] | runs }}{{ r[:2] | runs }}", "print note 2 too early"),
    ],
)
def test_templates_cannot_lose_double_or_reorder_notes(template: str, words: str) -> None:
    """The notes must stand once each, in order, whatever the template does."""
    cited = brief((Text("أ"), Call(1), Text("ب"), Call(2)))
    assert words in refusal("{% set r = brief.sections[0].blocks[0].runs %}" + template, cited).message


def test_an_unnumbered_citation_is_refused() -> None:
    """A brief that has not been through `cite` cannot be rendered."""
    assert (
        "fact-a"
        in refusal("{{ brief.sections[0].blocks[0].runs | runs }}", brief((Cite(("fact-a",)),))).message
    )


def test_standalone_document_holds_its_style_sheets() -> None:
    """A document to be read by itself carries its styles; nothing in them can end the style element early."""
    page = standalone(
        '<link rel="stylesheet" href="a.css"><p>', {"a.css": "p::after { content: '</style>' }"}
    )
    assert "link" not in page
    assert page.count("</style>") == 1
    assert not re.search("<link[^>]*stylesheet", standalone(render(sample(), TEMPLATES, {}), TEMPLATES))


def test_a_compiled_template_is_used_for_other_pages_and_digits() -> None:
    """What was compiled for one rendering gives other numbers in the next, and a changed text is compiled anew."""
    latin, arabic = sample("latin"), sample("arabic-indic")
    templates = {"brief.html": '{{ "here" | page }} {{ 7 | numeral }}'}

    def body(cited: CitedBrief, pages: dict[str, int], texts: dict[str, str]) -> str:
        environment = document._environment(texts, cited.brief.digits, {}, pages)
        return environment.get_template("brief.html").render()

    assert body(latin, {}, templates) == "00 7"
    assert body(latin, {"here": 12}, templates) == "12 7"
    assert body(arabic, {"here": 12}, templates) == "١٢ ٧"
    assert body(arabic, {}, {"brief.html": "{{ 7 | numeral }}!"}) == "٧!"
