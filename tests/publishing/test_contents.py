"""What a version holds: enough to read, check and rebuild it, and nothing of anybody else."""

from __future__ import annotations

import json
from hashlib import sha256, sha512

from tests.samples.published import Sample

from briefgen import changes
from briefgen.publishing.editions import Edition, library


def test_a_version_holds_outputs_records_and_what_it_was_printed_with(first: Edition) -> None:
    """By the paths of a workspace; the licences of the fonts come with them."""
    paths = set(first.stored.state)
    assert {"water.pdf", "water.html", "water.lock", "README.txt", "ro-crate-metadata.json"} <= paths
    assert {each for each in paths if each.startswith("briefs/")} == {
        "briefs/water.yaml",
        "briefs/facts/water.yaml",
        "briefs/sources/council.yaml",
        "briefs/sources/survey.yaml",
    }
    assert "templates/brief.html" in paths
    assert "fonts/amiri/OFL.txt" in paths
    assert "water.changes.json" not in paths


def test_only_the_facts_used_are_kept(first: Edition) -> None:
    """In the order of the library; the fact about snow is no part of this brief."""
    assert list(library(first).facts) == ["opened", "homes", "pumps"]
    assert "الثلج" not in first.stored.read("briefs/facts/water.yaml").decode()


def test_what_was_not_changed_is_not_stored_again(second: Edition) -> None:
    """Forward delta: the second version's folder has no copy of templates, fonts and sources."""
    content = second.stored.folder / "v2" / "content"
    stored = {each.relative_to(content).as_posix() for each in content.rglob("*") if each.is_file()}
    assert stored == {
        "README.txt",
        "briefs/facts/water.yaml",
        "briefs/water.yaml",
        "ro-crate-metadata.json",
        "water.changes.json",
        "water.html",
        "water.lock",
        "water.pdf",
    }


def test_the_locks_make_a_chain(first: Edition, second: Edition) -> None:
    """The second names the first by number and digest; the first names none."""
    assert first.lock.previous is None
    assert second.lock.previous is not None
    data = first.stored.read("water.lock")
    assert (second.lock.previous.version, second.lock.previous.sha256) == (1, sha256(data).hexdigest())


def test_outputs_are_those_of_the_lock(second: Edition) -> None:
    """Size, SHA-256 and SHA-512 of each; pages and notes are counted."""
    for output in second.lock.outputs:
        data = second.stored.read(output.path)
        found = (len(data), sha256(data).hexdigest(), sha512(data).hexdigest())
        assert found == (output.size, output.sha256, output.sha512)
    assert second.lock.pages >= 1
    assert second.lock.notes >= 3


def test_the_record_of_changes_is_the_one_that_was_printed(second: Edition) -> None:
    """The lock has its digest."""
    data = second.stored.read("water.changes.json")
    assert second.lock.options.changes == sha256(data).hexdigest()
    assert [each.id for each in changes.decode(data).facts] == ["homes", "pumps", "tank"]


def test_the_readme_tells_a_stranger_what_this_is(sample: Sample, second: Edition) -> None:
    """In Arabic and in English, with the version, who, why, and how to check; no path of this machine."""
    text = second.stored.read("README.txt").decode()
    arabic, english = text.split("=" * 72)
    assert "الإصدار 2 من الورقة water" in arabic
    assert "تصويب عدد المنازل" in arabic
    assert "Version 2 of the brief water" in english
    assert "sha256sum water.pdf" in english
    assert "water.changes.json\n" in arabic
    assert "water.changes.json\n" in english
    assert "https://ocfl.io/1.1/spec/" in arabic
    assert str(sample.workspace) not in text
    assert not {each for each in text if each in "\u200e\u200f\u2066\u2067\u2068\u2069"}


def test_the_crate_describes_every_file_and_the_build(second: Edition) -> None:
    """RO-Crate with Process Run Crate: what was used, what came out, by what, by whom; digests are right."""
    crate = json.loads(second.stored.read("ro-crate-metadata.json"))
    graph = {each["@id"]: each for each in crate["@graph"]}
    assert crate["@context"] == "https://w3id.org/ro/crate/1.2/context"
    assert graph["ro-crate-metadata.json"]["about"] == {"@id": "./"}
    root, action = graph["./"], graph["#build"]
    assert root["conformsTo"] == {"@id": "https://w3id.org/ro/wfrun/process/0.5"}
    assert root["datePublished"] == second.created
    paths = second.stored.state.keys() - {"ro-crate-metadata.json"}
    assert {each["@id"] for each in root["hasPart"]} == paths
    assert {each["@id"] for each in action["result"]} == {"water.pdf", "water.html", "water.lock"}
    used = {each["@id"] for each in action["object"]}
    assert used == paths - {"water.pdf", "water.html", "water.lock", "README.txt"}
    assert graph[action["agent"]["@id"]]["name"] == "قسم المحفوظات"
    assert graph[action["instrument"]["@id"]]["softwareVersion"] == second.lock.tools["briefgen"]
    assert graph["water.pdf"]["sha256"] == second.lock.outputs[0].sha256
    ids = {reference for each in crate["@graph"] for reference in _references(each)}
    assert {each for each in ids if not each.startswith("http")} <= graph.keys()


def _references(value: object) -> set[str]:
    match value:
        case {"@id": str(id), **rest} if not rest:
            return {id}
        case dict():
            return {found for each in value.values() for found in _references(each)}
        case list():
            return {found for each in value for found in _references(each)}
        case _:
            return set()
