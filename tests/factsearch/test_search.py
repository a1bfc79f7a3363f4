"""Searching facts: what is found by which words, in which order, and an index that keeps up with the files."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.samples.factfiles import COUNCIL, FILES, SURVEY, VIEWS, WATER, fact, file

from briefgen.cache import Cache, cache_of
from briefgen.factsearch.index import File, Filters, Index
from briefgen.factsearch.keeping import NAME, answered
from briefgen.factsearch.nearest import nearest
from briefgen.factsearch.query import expression, marked, parse

NOWHERE = Cache(None, b"")
ANY = Filters()
ROOT = Path(__file__).resolve().parent.parent.parent


def silent(*_: int) -> None:
    """Progress, told to nobody."""


def found(
    text: str, filters: Filters = ANY, files: Sequence[File] = FILES, cache: Cache = NOWHERE
) -> list[str]:
    """The ids that answer a question, best first."""

    def question(index: Index) -> list[str]:
        return [each.id for each in index.search(expression(parse(text)), filters, -1)[1]]

    return answered(cache, files, silent, question)


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("قاعدة", ["coalition-base"]),
        ("٨٦", ["coalition-size"]),
        ("2018", ["network-opened"]),
        ("إفتتحت", ["network-opened"]),
        ("mayor", ["mayor-view"]),
        ("بلدية", ["mayor-view"]),
        ("جبوري دولة", ["coalition-size"]),
        ("الشبكة -مضخات", ["network-opened"]),
        ("شبكة -«شبكة المياه»", ["mayor-view"]),
        ("«المياه شبكة»", []),
        ('"شبكة المياه"', ["network-opened"]),
        ("مضخ*", ["mayor-view"]),
        ("coalition-base", ["coalition-base"]),
    ],
)
def test_facts_are_found_by_words_of_all_their_parts(text: str, ids: list[str]) -> None:
    """Statements, ids, topics, speakers, titles and authors of sources; digits and letters in any form."""
    assert found(text) == ids


def test_a_word_is_found_behind_its_particles_and_statements_come_first() -> None:
    """«التحالف» finds «للتحالف»; what the statement says counts more than the title of its source."""
    assert found("التحالف") == ["coalition-size", "coalition-base"]
    other = file("briefs/facts/other.yaml", fact("other", "لا شيء هنا.", source="council"))
    assert found("التحالف", files=(*FILES, other)) == ["coalition-size", "coalition-base", "other"]


@pytest.mark.parametrize(
    ("filters", "ids"),
    [
        (Filters(topics=("coalition",)), {"coalition-size", "coalition-base"}),
        (Filters(kinds=("position", "figure")), {"coalition-size", "mayor-view"}),
        (Filters(sources=("council",)), {"coalition-base"}),
        (Filters(days=(736_330, 737_000)), {"network-opened"}),
        (Filters(topics=("coalition",), kinds=("figure",)), {"coalition-size"}),
    ],
)
def test_filters_narrow_with_and_without_words(filters: Filters, ids: set[str]) -> None:
    """All filters hold at once; a fact without a date is in no time."""
    assert set(found("", filters)) == ids
    assert set(found("الواحة", filters)) == ids & {"network-opened", "coalition-base"}


def test_filters_do_not_search_the_text_fact_by_fact() -> None:
    """The text is searched once and then narrowed: with many facts the other way round takes a hundred times longer."""

    def plans(index: Index) -> list[str]:
        asked: list[str] = []
        base = index._base
        base.set_trace_callback(asked.append)
        index.search(expression(parse("الواحة")), Filters(topics=("coalition",)), 5)
        base.set_trace_callback(None)
        searches = [each for each in asked if each.startswith("SELECT count")]
        return [row[3] for each in searches for row in base.execute(f"EXPLAIN QUERY PLAN {each}")]

    found = [each for each in answered(NOWHERE, FILES, silent, plans) if "text VIRTUAL TABLE" in each]
    assert found
    assert not [each for each in found if "=" in each.partition("INDEX")[2]]


@given(st.text("ab«»\"'-*():^{}+ \u0000ال86،AND OR NEAR", max_size=30))
@settings(max_examples=60)
def test_no_question_is_a_mistake(text: str) -> None:
    """Whatever signs stand in it, it is searched for or says nothing; it is never an expression of the database."""
    assert isinstance(found(text, files=(VIEWS,)), list)


@pytest.fixture(name="cache")
def _cache(tmp_path: Path) -> Cache:
    cache = cache_of(tmp_path)
    assert cache.usable
    return cache


def test_only_what_changed_is_read_again(cache: Cache) -> None:
    """A second search reads nothing; a changed file is taken in, a gone one forgotten, a new title found."""

    def unread() -> bytes:
        raise AssertionError("read again")

    assert found("مضخات", cache=cache) == ["mayor-view"]
    kept = tuple(File(each.path, each.look, unread, each.source) for each in FILES)
    assert found("مضخات", files=kept, cache=cache) == ["mayor-view"]
    changed = file(VIEWS.path, fact("mayor-view", "الشبكة تحتاج إلى أنابيب."))
    files = (kept[0], changed, *kept[2:])
    assert found("مضخات", files=files, cache=cache) == []
    assert found("أنابيب", files=files, cache=cache) == ["mayor-view"]
    assert found("أنابيب", files=kept[:1], cache=cache) == []
    renamed = file(COUNCIL.path, "type: report\ntitle: بيان الوزارة\n")
    assert found("الوزارة", files=(*kept[:1], renamed), cache=cache) == ["coalition-base"]


_EDITS = st.lists(
    st.tuples(st.sampled_from(["a", "b", "c"]), st.sampled_from(["مياه", "تحالف", "شبكة", ""])), max_size=6
)


@given(_EDITS)
@settings(max_examples=25, deadline=None)
def test_an_index_that_kept_up_answers_as_a_new_one(
    tmp_path_factory: pytest.TempPathFactory, edits: list[tuple[str, str]]
) -> None:
    """After any row of changes, removals and returns of files the answers and their order are those of a new index."""
    cache = cache_of(tmp_path_factory.mktemp("work"))
    texts: dict[str, str] = {}
    for name, word in edits:
        texts.pop(name, None)
        if word:
            texts[name] = fact(f"{name}-one", f"كلام عن {word}.") + fact(f"{name}-two", "كلام عن غيره.")
        files = tuple(file(f"briefs/facts/{each}.yaml", text) for each, text in texts.items())
        assert found("كلام", files=files, cache=cache) == found("كلام", files=files)


@pytest.mark.parametrize("harm", ["garbage", "cut", "empty", "stranger", "page"])
def test_a_damaged_or_foreign_index_is_made_anew(cache: Cache, harm: str) -> None:
    """What stands in its place is not trusted, and the next search is quick again."""
    found("مضخات", cache=cache)
    name = cache.place(NAME)
    assert name is not None
    place = Path(name)
    data = place.read_bytes()
    page = data[:8192] + os.urandom(len(data) - 8192)
    harmed = {"garbage": b"not a database", "cut": data[: len(data) // 2], "empty": b"", "page": page}
    if harm == "stranger":
        cache.put("facts.token", b"0" * 32)
    else:
        place.write_bytes(harmed[harm])
    assert found("مضخات", cache=cache) == ["mayor-view"]
    assert place.read_bytes()[:16] == b"SQLite format 3\0"
    assert found("التحالف", cache=cache) == ["coalition-size", "coalition-base"]


def test_without_a_place_of_its_own_the_index_lives_for_one_search(cache: Cache) -> None:
    """A folder where nothing can be written, or no cache at all, changes no answer."""
    name = cache.place(NAME)
    assert name is not None
    Path(name).mkdir()
    assert found("مضخات", cache=cache) == ["mayor-view"]
    assert list(Path(name).parent.glob("*.sqlite.*")) == []


_SEARCH = """
import sys
from pathlib import Path
from tests.factsearch.test_search import found
from briefgen.cache import cache_of
cache = cache_of(Path(sys.argv[1]))
from tests.samples.factfiles import fact, file
for turn in range(12):
    files = [file(f"briefs/facts/f{n}.yaml", fact(f"f{n}", f"كلام {turn} {n}."), look=f"{turn}") for n in range(8)]
    assert len(found("كلام", files=files, cache=cache)) == 8, turn
"""


@pytest.mark.usefixtures("cache")
def test_searches_at_the_same_time_are_safe(tmp_path: Path) -> None:
    """Three processes that search and take in at once all get whole answers."""
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
    command = (sys.executable, "-c", _SEARCH, str(tmp_path))
    running = [subprocess.Popen(command, env=environment, stderr=subprocess.PIPE) for _ in range(3)]
    told = [(process.communicate()[1], process.returncode) for process in running]
    assert [code for _, code in told] == [0, 0, 0], told


def test_what_was_meant_is_offered() -> None:
    """A word that no fact has is replaced by the likest one; a word that leads somewhere stays."""

    def question(index: Index) -> str:
        return nearest(parse("الواحه مضخت"), lambda asked: index.search(asked, Filters(), 0)[0], index.words)

    assert answered(NOWHERE, FILES, silent, question) == "الواحه مضخات"


def test_words_that_answer_are_marked() -> None:
    """In the statement as it is written, vowel marks and all; words that must be absent are not."""
    assert marked("يضمُّ للتحالف ٨٦ دولةً", parse("التحالف 86 -دولة"), "<", ">") == "يضمُّ <للتحالف> <٨٦> دولةً"


def test_files_that_cannot_be_read_are_named() -> None:
    """What is not searched is not passed over without a word."""
    files = (WATER, SURVEY, file("briefs/facts/broken.yaml", "a: {says: x\n"))
    assert answered(NOWHERE, files, silent, Index.broken) == ("briefs/facts/broken.yaml",)
