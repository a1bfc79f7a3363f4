"""`briefgen lsp` as an editor drives it: a real process, real messages over its standard input and output."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.samples.archived import TEXT, YAML_FACTS, YAML_SOURCE, workspace
from tests.samples.languageclient import Client

ROOT = Path(__file__).resolve().parent.parent.parent
GOOD = ROOT / "tests" / "data" / "good"
COMMAND = (sys.executable, "-c", "import sys; from briefgen.cli import main; main()", "lsp", "--lang", "en")
SPEC = """\
brief: supply
title: إمداد
as_of: "2024-02-05"
sections:
  - title: قسم
    text: |
      😀 عبارة أولى [@{fact}].
"""


def environment() -> dict[str, str]:
    """This checkout's code, and no store but the workspace's own."""
    kept = {key: value for key, value in os.environ.items() if key != "BRIEFGEN_SNAPSHOTS"}
    return {**kept, "PYTHONPATH": str(ROOT / "src")}


@pytest.fixture(name="folder")
def _folder(tmp_path: Path) -> Path:
    """The good workspace with one more topic spec, which names a fact that there is."""
    folder = tmp_path / "مساحة عمل"
    shutil.copytree(GOOD, folder)
    (folder / "briefs" / "supply.yaml").write_text(SPEC.format(fact=FACT), "utf-8")
    return folder


@pytest.fixture(name="client")
def _client(folder: Path) -> Iterator[Client]:
    with Client(COMMAND, folder, environment()) as client:
        client.start(folder)
        yield client


@pytest.fixture(name="shared", scope="module")
def _shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Client, Path]]:
    """One server for questions that change nothing, and the good workspace that it serves."""
    folder = tmp_path_factory.mktemp("shared")
    shutil.copytree(GOOD, folder, dirs_exist_ok=True)
    with Client(COMMAND, folder, environment()) as client:
        client.start(folder)
        yield client, folder


FACT = "network-opened"


def uri_of(folder: Path, path: str = "briefs/supply.yaml") -> str:
    """The address of a file of the workspace."""
    return (folder / path).as_uri()


def codes(problems: list[dict[str, Any]]) -> list[str]:
    """The codes of diagnostics."""
    return [each["code"] for each in problems]


def test_problems_follow_what_is_typed_in_any_file(client: Client, folder: Path) -> None:
    """An unknown fact is marked while it is unknown: a fact in another buffer that nobody saved makes it known."""
    spec, facts = uri_of(folder), uri_of(folder, "briefs/facts/new.yaml")
    client.open(spec, SPEC.format(fact="written-now"))
    problems = client.diagnostics(spec, 1)
    assert codes(problems) == ["unknown-fact"]
    assert problems[0]["source"] == "briefgen"
    assert "written-now" in problems[0]["message"]
    water = (folder / "briefs" / "facts" / "water.yaml").read_text("utf-8")
    client.open(facts, water[water.index(f"{FACT}:") :].split("\n\n")[0].replace(FACT, "written-now") + "\n")
    while client.diagnostics(spec, 1):
        pass
    client.tell("textDocument/didClose", {"textDocument": {"uri": facts}})
    assert codes(client.diagnostics(spec, 1)) == ["unknown-fact"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32", None])
def test_columns_are_counted_as_agreed(folder: Path, encoding: str | None) -> None:
    """Behind an emoji and Arabic letters a mark stands at other units in each encoding; unasked it is UTF-16."""
    before = "      😀 عبارة أولى "
    expected = {
        "utf-8": len(before.encode()),
        "utf-16": len(before.encode("utf-16-le")) // 2,
        "utf-32": len(before),
    }
    with Client(COMMAND, folder, environment()) as client:
        capabilities = client.start(folder, [encoding] if encoding else [])
        assert capabilities["positionEncoding"] == (encoding or "utf-16")
        uri = uri_of(folder)
        client.open(uri, SPEC.format(fact="unknown-one"))
        (problem,) = client.diagnostics(uri, 1)
        place = problem["range"]["start"]
        assert place == {"line": 6, "character": expected[encoding or "utf-16"]}
        client.change(uri, SPEC.format(fact=FACT), 2)
        shown = client.at("hover", uri, 6, place["character"] + 4)
        assert "event" in shown["contents"]["value"]
        assert shown["range"]["start"]["character"] == place["character"] + 2
        assert shown["range"]["end"]["character"] == place["character"] + 2 + len(FACT)


def test_an_id_is_explained_found_and_renamed(client: Client, folder: Path) -> None:
    """Hover tells the statement, kind, source; definition leads to the fact; rename changes every place."""
    spec, facts = uri_of(folder), uri_of(folder, "briefs/facts/water.yaml")
    client.open(spec, SPEC.format(fact=FACT))
    column = SPEC.splitlines()[6].encode("utf-16-le").index("[".encode("utf-16-le")) // 2 + 5
    shown = client.at("hover", spec, 6, column)["contents"]["value"]
    assert all(each in shown for each in ("2018", "`event`", "`council`"))
    (place,) = client.at("definition", spec, 6, column)
    assert place["uri"] == facts
    line = (
        (folder / "briefs" / "facts" / "water.yaml")
        .read_text("utf-8")
        .splitlines()[place["range"]["start"]["line"]]
    )
    assert line == f"{FACT}:"
    uses = client.at("references", spec, 6, column, context={"includeDeclaration": True})
    assert {each["uri"] for each in uses} >= {spec, facts}
    edit = client.at("rename", spec, 6, column, newName="network-started")["changes"]
    assert sum(map(len, edit.values())) == len(uses)
    assert {each["newText"] for changes in edit.values() for each in changes} == {"network-started"}
    refused = client.answer(
        client.send(
            "textDocument/rename",
            {"textDocument": {"uri": spec}, "position": {"line": 6, "character": column}, "newName": "No Id"},
        )
    )
    assert "is not an id" in refused["error"]["message"]


@pytest.mark.parametrize(
    ("text", "offered", "left"),
    [
        ("sections:\n  - facts: [", FACT, "summary"),
        ("sections:\n  - facts:\n      - ", FACT, "summary"),
        ("summary: |\n  كلام [@", FACT, "summary"),
        ("summary: |\n  كلام [@one; @ne", FACT, "summary"),
        ("sections:\n- title: أ\n  show: ", "timeline", FACT),
        ("sections:\n- title: أ\n  select: {topics: [", "water", FACT),
        ("sections:\n- title: أ\n  select: {", "kinds", "title"),
        ("sections:\n- title: أ\n  select:\n    ", "kinds", "title"),
        ("sections:\n- title: أ\n  select:\n    sources:\n    - ", "survey", FACT),
        ("sections:\n- title: أ\n  ", "order", "title"),
        ("sections:\n- ", "title", "brief"),
        ("title: أ\nsu", "summary", "title"),
        ("digits: ", "arabic-indic", "latin1"),
    ],
)
def test_what_can_stand_here_is_offered(
    shared: tuple[Client, Path], text: str, offered: str, left: str
) -> None:
    """Ids, keys and words where they belong, in a file that is half written and may not even parse."""
    client, folder = shared
    uri = uri_of(folder, f"briefs/half-{abs(hash(text))}.yaml")
    client.open(uri, text)
    lines = text.split("\n")
    items = client.at("completion", uri, len(lines) - 1, len(lines[-1]))["items"]
    labels = {each["label"]: each for each in items}
    assert offered in labels
    assert left not in labels
    assert labels[offered].get("documentation")


def test_nothing_ends_the_server(client: Client, folder: Path) -> None:
    """Broken files, files elsewhere or of another kind, deleted files and folders: it goes on answering."""
    spec = uri_of(folder)
    client.open(spec, "a: [\n\t\x00")
    assert codes(client.diagnostics(spec, 1)) == ["control-character"]
    for uri in ("untitled:Untitled-1", (folder.parent / "other.yaml").as_uri(), uri_of(folder, "README.md")):
        client.open(uri, "briefs: [")
        assert client.at("hover", uri, 0, 2) is None
        assert not (client.at("completion", uri, 9, 9) or {}).get("items")
    assert client.at("hover", spec, 900, 900) is None
    (folder / "briefs" / "facts" / "water.yaml").unlink()
    client.tell("workspace/didChangeWatchedFiles", {"changes": [{"uri": spec, "type": 3}]})
    client.diagnostics(spec, 1)
    shutil.rmtree(folder / "briefs")
    client.change(spec, SPEC.format(fact="x"), 2)
    assert client.diagnostics(spec, 2) == []
    client.change(spec, SPEC.format(fact="y"), 3)
    (folder / "briefs").mkdir()
    client.change(spec, SPEC.format(fact="z"), 4)
    assert codes(client.diagnostics(spec, 4)) == ["unknown-fact"]
    assert client.stop() == 0


def test_only_the_last_of_many_changes_is_examined(client: Client, folder: Path) -> None:
    """Thirty keystrokes are not thirty checks: what is told last is of the last text."""
    spec = uri_of(folder)
    client.open(spec, SPEC.format(fact=FACT))
    for version in range(2, 32):
        client.change(spec, SPEC.format(fact=f"word-{version}"), version)
    (problem,) = client.diagnostics(spec, 31)
    assert "word-31" in problem["message"]
    assert len([each for each in client.notices if each["method"] == "textDocument/publishDiagnostics"]) < 15


def test_files_have_an_outline(client: Client, folder: Path) -> None:
    """The facts of a file with what they say; the title and sections of a topic spec."""
    facts = uri_of(folder, "briefs/facts/water.yaml")
    client.open(facts, (folder / "briefs" / "facts" / "water.yaml").read_text("utf-8"))
    listed = client.ask("textDocument/documentSymbol", {"textDocument": {"uri": facts}})
    assert FACT in {each["name"] for each in listed}
    assert all(each["detail"] for each in listed)
    spec = uri_of(folder)
    client.open(spec, SPEC.format(fact=FACT))
    listed = client.ask("textDocument/documentSymbol", {"textDocument": {"uri": spec}})
    assert [each["name"] for each in listed] == ["إمداد", "قسم"]


def test_the_editors_language_counts_where_none_is_chosen(folder: Path) -> None:
    """An editor in Arabic gets its problems in Arabic."""
    with Client(COMMAND[:-2], folder, environment()) as client:
        client.start(folder, locale="ar-iq")
        uri = uri_of(folder)
        client.open(uri, SPEC.format(fact="unknown-one"))
        (problem,) = client.diagnostics(uri, 1)
        assert "واقعة" in problem["message"]


def test_without_its_packages_it_says_what_to_install() -> None:
    """Exit code 4 and the command that installs them, no traceback."""
    program = "import sys; sys.modules['pygls'] = None; from briefgen.cli import main; main()"
    run = subprocess.run(
        (sys.executable, "-c", program, "lsp"), env=environment(), capture_output=True, text=True, check=False
    )
    assert (run.returncode, run.stdout) == (4, "")
    assert "pip install 'briefgen[lsp]'" in run.stderr


def test_ids_answer_in_a_file_that_cannot_be_read(shared: tuple[Client, Path]) -> None:
    """While brackets are open nothing parses; the fact under the pointer is told all the same, and found."""
    client, folder = shared
    uri = uri_of(folder, "briefs/open.yaml")
    client.open(uri, f"brief: open\nfacts: [{FACT}, ")
    assert "event" in client.at("hover", uri, 1, 12)["contents"]["value"]
    (place,) = client.at("definition", uri, 1, 12)
    assert place["uri"] == uri_of(folder, "briefs/facts/water.yaml")
    assert client.at("hover", uri, 0, 8) is None


def test_facts_are_found_from_the_editor(shared: tuple[Client, Path]) -> None:
    """A search over the workspace finds facts by words of their statements, in any form."""
    client, folder = shared
    uri = uri_of(folder)
    client.open(uri, SPEC.format(fact=FACT))
    client.diagnostics(uri, 1)
    found = client.ask("workspace/symbol", {"query": "للشبكة ٢٠١٨"})
    assert [each["name"].split(":")[0] for each in found] == [FACT]
    assert client.ask("workspace/symbol", {"query": "لا يوجد"}) == []


def test_a_repair_mends_the_file(client: Client, folder: Path) -> None:
    """The repair that a problem comes with is a quick fix at its place alone; written, it leaves no problem."""
    uri = uri_of(folder)
    text = SPEC.format(fact=FACT).replace("title: إمداد", "title؛ إمداد")
    client.open(uri, text)
    (problem,) = client.diagnostics(uri, 1)
    asked = {"textDocument": {"uri": uri}, "range": problem["range"], "context": {"diagnostics": [problem]}}
    (action,) = client.ask("textDocument/codeAction", asked)
    assert (action["kind"], action["diagnostics"][0]["code"]) == ("quickfix", problem["code"])
    ((where, (edit,)),) = action["edit"]["changes"].items()
    assert where == uri
    line, column = edit["range"]["start"]["line"], edit["range"]["start"]["character"]
    lines = text.split("\n")
    lines[line] = lines[line][:column] + edit["newText"] + lines[line][edit["range"]["end"]["character"] :]
    client.change(uri, "\n".join(lines), 2)
    assert client.diagnostics(uri, 2) == []
    elsewhere = {"start": {"line": 5, "character": 0}, "end": {"line": 5, "character": 0}}
    assert client.ask("textDocument/codeAction", {**asked, "range": elsewhere}) == []


def test_passages_are_told_with_their_state(tmp_path: Path) -> None:
    """With a store, resting on a fact tells that its passage stands; one that moved in the text is marked at once."""
    folder, _ = workspace(tmp_path)
    facts = folder / "briefs" / "facts" / "water.yaml"
    facts.write_text(YAML_FACTS, "utf-8")
    (folder / "briefs" / "sources" / "paper.yaml").write_text(YAML_SOURCE, "utf-8")
    line = next(at for at, each in enumerate(YAML_FACTS.split("\n")) if each.endswith(":") and each[0] != " ")
    with Client((*COMMAND, "--snapshots", "../store"), folder, environment()) as client:
        client.start(folder)
        client.open(facts.as_uri(), YAML_FACTS)
        assert "passage-moved" not in codes(client.diagnostics(facts.as_uri(), 1))
        assert "**verified**" in client.at("hover", facts.as_uri(), line, 3)["contents"]["value"]
        (folder.parent / "store" / "paper-2018.txt").write_text("سطر\n" + TEXT, "utf-8")
        client.change(facts.as_uri(), YAML_FACTS + "\n", 2)
        assert "passage-moved" in codes(client.diagnostics(facts.as_uri(), 2))
        assert "**moved**" in client.at("hover", facts.as_uri(), line, 3)["contents"]["value"]
