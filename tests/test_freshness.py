"""A brief is fresh while a build would make what is there, whatever is remembered; and what made it stale is said."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from hashlib import sha256, sha512
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.samples.workspace import evidence, fact, section, source, spec, write

from briefgen.cache import Cache, cache_of
from briefgen.cli.materials import materials_of
from briefgen.diagnostics.model import has_errors
from briefgen.errors import english
from briefgen.freshness import Survey, inputs_digest, judge
from briefgen.loading import load
from briefgen.lock import Product, decode, encode
from briefgen.materials import Materials, locked
from briefgen.workspace import Workspace

FACTS = {
    "opened": fact("افتتحت الشبكة عام 2018.", date="2018"),
    "homes": fact("تصل الشبكة إلى 250 منزلًا.", evidence=[evidence("survey", 2)]),
    "snow": fact("سقط الثلج.", topics=["snow"]),
    "aside": fact("لا يذكره موجز.", topics=["aside"]),
}
SPECS = {
    "listed": spec("listed", section(facts=["homes"])),
    "prose": spec("prose", section(text="سقط الثلج على الواحة [@snow]. ثم ذاب كله [@snow].")),
    "water": spec("water", section(select={"topics": ["water"]}, show="list")),
}
ALL = ("listed", "prose", "water")
NONE = Cache(None, b"")


def materials(root: Path, formats: tuple[str, ...] = ("pdf",)) -> Materials:
    """What a build of the workspace uses. Warnings keep nobody from building."""
    loaded = load(Workspace(root))
    assert not has_errors(loaded.problems), loaded.problems
    return materials_of(loaded, formats, (), {})


def make(folder: Path, made: Materials, briefs: tuple[str, ...] = ALL) -> None:
    """Puts outputs with their locks into a folder, as a build would; what is in them plays no part here."""
    folder.mkdir(exist_ok=True)
    for brief in briefs:
        data = f"the print of {brief}".encode()
        (folder / f"{brief}.pdf").write_bytes(data)
        product = Product(f"{brief}.pdf", len(data), sha256(data).hexdigest(), sha512(data).hexdigest())
        lock = replace(locked(brief, made), outputs=(product,), pages=1, notes=1)
        (folder / f"{brief}.lock").write_bytes(encode(lock))


def reasons(root: Path, cache: Cache = NONE) -> dict[str, str]:
    """The stale briefs of a workspace with the reasons."""
    survey = None
    if cache is not NONE:
        loaded = load(Workspace(root))
        survey = Survey(loaded.library, loaded.recall)
    judged = judge(ALL, materials(root), root / "build", cache, survey)
    return {each.brief: "; ".join(map(english, each.reasons)) for each in judged if not each.fresh}


@pytest.fixture(name="root")
def _root(tmp_path: Path) -> Path:
    """A workspace whose three briefs are up to date, and older than a tick of the clock."""
    write(tmp_path, FACTS, SPECS)
    make(tmp_path / "build", materials(tmp_path))
    time.sleep(0.1)
    return tmp_path


def edited(name: str, **keys: Any) -> dict[str, Any]:
    """The facts with keys of one of them replaced."""
    return {**FACTS, name: {**FACTS.get(name, fact()), **keys}}


def append(path: str, text: str) -> Callable[[Path], object]:
    """A text added at the end of a file."""
    return lambda root: (root / path).write_text((root / path).read_text("utf-8") + text, "utf-8")


def damage(path: str) -> Callable[[Path], object]:
    """A file with its first byte changed and all else, its size too, as it was."""
    return lambda root: (root / path).write_bytes(
        bytes([(data := (root / path).read_bytes())[0] ^ 1]) + data[1:]
    )


def rewrite(
    facts: Mapping[str, Any] = FACTS, specs: Mapping[str, Any] = SPECS, **sources: Any
) -> Callable[[Path], object]:
    """The workspace written anew."""
    kept = {"council": source(), "survey": source("مسح الأسر في حوض الواحة"), **sources}
    return lambda root: write(root, facts, specs, kept)


def comment(root: Path) -> None:
    """A comment in a file of each kind."""
    for path in ("facts/water", "sources/survey", "water"):
        append(f"briefs/{path}.yaml", "\n# said aside\n")(root)


def space(root: Path) -> None:
    """Other white space in a file of each kind."""
    for path in ("facts/water", "sources/council", "prose"):
        file = root / "briefs" / f"{path}.yaml"
        data = file.read_text("utf-8").partition("\n#")[0]
        file.write_text(json.dumps(json.loads(data), indent=7), "utf-8")


def template(root: Path) -> None:
    """A template of the workspace's own."""
    (root / "templates").mkdir(exist_ok=True)
    (root / "templates" / "own.css").write_text("", "utf-8")


def without(name: str) -> dict[str, Any]:
    """The facts without one."""
    return {each: record for each, record in FACTS.items() if each != name}


CHOICE = "; the choice of facts in sections[0] has changed"
GONE = "; the source council is gone"
HOMES, SURVEY = "the fact homes has changed", "the source survey has changed"
BROKEN = spec("prose", section(text="سقط الثلج\nعلى الواحة [@snow].\nثم ذاب كله [@snow].\n"))
TITLED = {**SPECS, "prose": {**SPECS["prose"], "title": "عنوان آخر"}}
EDITS: dict[str, tuple[Callable[[Path], object], dict[str, str]]] = {
    "nothing": (lambda _: None, {}),
    "comments": (comment, {}),
    "white space": (space, {}),
    "lines of prose broken elsewhere": (rewrite(specs={**SPECS, "prose": BROKEN}), {}),
    "a fact that no brief prints": (rewrite(edited("aside", says="قيل غيره.")), {}),
    "a fact": (rewrite(edited("homes", says="تصل إلى 260 منزلًا.")), {"listed": HOMES, "water": HOMES}),
    "a new fact that is chosen": (rewrite(edited("new")), {"water": f"the fact new is printed now{CHOICE}"}),
    "a new fact that is passed over": (rewrite(edited("new", topics=["other"])), {}),
    "a fact gone": (
        rewrite(without("opened")),
        {"water": f"the fact opened is printed no more{CHOICE}{GONE}"},
    ),
    "a source": (rewrite(survey=source("مسح ثانٍ")), {"listed": SURVEY, "water": SURVEY}),
    "a spec": (rewrite(specs=TITLED), {"prose": "the topic spec briefs/prose.yaml has changed"}),
    "a template": (template, dict.fromkeys(ALL, "the template templates/own.css is new")),
    "an output gone": (
        lambda root: (root / "build/prose.pdf").unlink(),
        {"prose": "the output prose.pdf is missing"},
    ),
    "an output altered": (damage("build/prose.pdf"), {"prose": "the output prose.pdf was altered"}),
    "a lock gone": (lambda root: (root / "build/prose.lock").unlink(), {"prose": "it has no lock yet"}),
    "a lock damaged": (
        damage("build/prose.lock"),
        {"prose": "its lock cannot be read: it is no lock of briefgen"},
    ),
    "another brief's lock": (
        lambda root: shutil.copy(root / "build/water.lock", root / "build/prose.lock"),
        {"prose": "its lock is that of water"},
    ),
}


@pytest.mark.parametrize("edit", EDITS)
def test_just_what_an_edit_touches_is_stale(edit: str, root: Path) -> None:
    """With and without a cache that knows the files as they were before."""
    change, expected = EDITS[edit]
    assert reasons(root, cache_of(root)) == {}
    change(root)
    assert reasons(root) == expected
    assert reasons(root, cache_of(root)) == expected


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    edits=st.lists(st.sampled_from(sorted(EDITS)), min_size=1, max_size=4), makes=st.sets(st.integers(0, 3))
)
def test_what_is_remembered_never_changes_the_judgement(
    edits: list[str], makes: set[int], root: Path
) -> None:
    """After any edits, with builds between them, a cache that saw them all says what no cache says."""
    write(root, FACTS, SPECS)
    shutil.rmtree(root / "templates", ignore_errors=True)
    for number, edit in enumerate(edits):
        if number in makes:
            make(root / "build", materials(root))
        if all((root / "build" / f"{name}.{kind}").exists() for name in ALL for kind in ("pdf", "lock")):
            EDITS[edit][0](root)
        assert reasons(root, cache_of(root)) == reasons(root)


def test_a_brief_is_judged_without_its_lock_in_full(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The digest over what it would be made of is that of the lock; once known, no lock is put together for it."""
    made = materials(root)
    assert {name: inputs_digest(locked(name, made)) for name in ALL} == {
        name: inputs_digest(decode((root / "build" / f"{name}.lock").read_bytes())) for name in ALL
    }
    assert (reasons(root, cache_of(root)), reasons(root, cache_of(root))) == ({}, {})
    monkeypatch.setattr("briefgen.freshness.locked", None)
    monkeypatch.setattr("briefgen.freshness.contents_of", None)
    assert reasons(root, cache_of(root)) == {}


def test_where_nothing_was_built_nothing_is_worked_out(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A first build does not wait for the digests of templates and fonts, nor for versions; one lock, and it does."""
    whole = materials(root)

    def refuse(_materials: Materials) -> None:
        raise AssertionError("asked for")

    monkeypatch.setattr("briefgen.freshness.assets", refuse)
    with pytest.raises(AssertionError, match="asked for"):
        judge(ALL, whole, root / "build", NONE)
    shutil.rmtree(root / "build")
    judged = judge(ALL, whole, root / "build", NONE)
    assert [(each.brief, *map(english, each.reasons)) for each in judged] == [
        (brief, "it has no lock yet") for brief in ALL
    ]


def test_other_options_make_it_stale(root: Path) -> None:
    """The format, the date and the forms for paper are told as they were and as they are."""
    made = replace(materials(root, ("pdf", "html")), prints=("mono",))
    (found,) = judge(("water",), made, root / "build", NONE)
    assert tuple(map(english, found.reasons)) == (
        "the option formats was pdf, is pdf html",
        "the option prints was -, is mono",
    )


def test_other_code_makes_it_stale_where_that_is_known(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever works on briefgen itself sees the change; elsewhere the versions in the lock decide."""
    assert reasons(root, cache_of(root)) == {}
    monkeypatch.setattr("briefgen.freshness.program", lambda: "other")
    assert reasons(root) == {}
    assert reasons(root, cache_of(root)) == dict.fromkeys(ALL, "briefgen itself has changed")


def test_a_lock_leads_to_no_file_outside_its_folder(root: Path) -> None:
    """A foreign lock may name anything as its output."""
    path = root / "build" / "water.lock"
    lock = decode(path.read_bytes())
    path.write_bytes(encode(replace(lock, outputs=(replace(lock.outputs[0], path="../build/water.pdf"),))))
    assert reasons(root)["water"] == "its lock names the output ../build/water.pdf, which is none"


def test_a_lock_from_before_meanings_is_judged_by_bytes(root: Path) -> None:
    """It tells the digests of files alone: then a comment counts."""
    path = root / "build" / "water.lock"
    record = json.loads(path.read_bytes())
    del record["meaning"]
    path.write_text(json.dumps(record), "utf-8")
    assert reasons(root) == {}
    append("briefs/water.yaml", "\n# a comment")(root)
    assert reasons(root) == {"water": "the topic spec briefs/water.yaml has changed"}


@pytest.mark.parametrize("kept", [b"", b"{}", b"[1, 2]", b'[1, 0, {"x": 3}, {}]', b"[9, 0, {}, {}]", b"\xff"])
def test_what_was_kept_by_another_version_is_passed_over(root: Path, kept: bytes) -> None:
    """Sealed, and still not what is expected."""
    cache = cache_of(root)
    assert reasons(root, cache) == {}
    for name in cache.names("outputs"):
        cache.put(name, kept)
    assert reasons(root, cache) == {}
