"""The schemas in the real YAML language server: what it completes, shows and marks in files of the sample workspace.

Slow, since the server has to be installed: `make yaml-server` does so and runs these.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.samples.languageclient import Client

from briefgen import cli

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parent.parent
SERVER = ROOT / ".yamlserver" / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server"
SETTINGS = {"yaml": {"validate": True, "hover": True, "completion": True, "schemaStore": {"enable": False}}}


@pytest.fixture(name="folder", scope="module")
def _folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample workspace with its schemas."""
    folder = tmp_path_factory.mktemp("work")
    shutil.copytree(ROOT / "briefs", folder / "briefs")
    assert cli.run(["schema", "-w", str(folder), "--lang", "ar"]) == 0
    return folder


@pytest.fixture(name="client", scope="module")
def _client(folder: Path) -> Iterator[Client]:
    with Client(("node", str(SERVER), "--stdio"), folder) as client:
        client.settings = SETTINGS
        client.start(folder)
        yield client


def opened(client: Client, folder: Path, path: str, text: str | None = None) -> str:
    """Opens a file of the workspace, with a text of its own if one is given; gives its address."""
    file = folder / path
    uri = file.as_uri()
    client.open(uri, file.read_text("utf-8") if text is None else text)
    return uri


def samples() -> list[str]:
    """The files of the sample workspace."""
    return [str(each.relative_to(ROOT)) for each in sorted((ROOT / "briefs").rglob("*.yaml"))]


@pytest.mark.parametrize("path", samples())
def test_sample_files_have_no_problems(client: Client, folder: Path, path: str) -> None:
    """The line at the top of each file leads to its schema, and the server finds nothing wrong."""
    uri = opened(client, folder, path)
    assert client.diagnostics(uri) == []
    assert client.at("hover", uri, 1, 1) is not None


START = "# yaml-language-server: $schema=../.briefgen/schemas/brief.json\n"
TEXT = (
    START
    + "brief: new\ntitle: جديد\nas_of: soon\nsections:\n  - title: أ\n    facts:\n      - nmi-established\n    show: \n"
)


def test_ids_are_completed_with_their_statements(client: Client, folder: Path) -> None:
    """In a list of facts every fact of the workspace is offered, with what it says."""
    uri = opened(client, folder, "briefs/ids.yaml", TEXT)
    items = {each["label"]: each for each in client.at("completion", uri, 7, 8)["items"]}
    assert len(items) > 190
    assert "بعثة حلف شمال الأطلسي" in str(items["nmi-established"]["documentation"])


def test_words_and_keys_are_completed(client: Client, folder: Path) -> None:
    """After `show:` its words are offered, explained in Arabic; at a section's margin its keys."""
    uri = opened(client, folder, "briefs/words.yaml", TEXT)
    words = {each["label"]: each["documentation"] for each in client.at("completion", uri, 8, 10)["items"]}
    assert words["timeline"] == {"kind": "markdown", "value": "خط زمني"}
    uri = opened(client, folder, "briefs/keys.yaml", TEXT.replace("    show: \n", "    \n"))
    assert {"select", "order", "show"} <= {
        each["label"] for each in client.at("completion", uri, 8, 4)["items"]
    }


def test_resting_on_an_id_shows_its_statement(client: Client, folder: Path) -> None:
    """Hovering shows the one fact that is meant, not all there are."""
    uri = opened(client, folder, "briefs/hover.yaml", TEXT)
    shown = client.at("hover", uri, 7, 12)["contents"]["value"]
    assert "nmi-established" in shown
    assert "بعثة حلف شمال الأطلسي" in shown
    assert len(shown) < 500


def _messages(problems: list[dict[str, Any]]) -> dict[int, str]:
    return {each["range"]["start"]["line"]: each["message"] for each in problems}


def test_mistakes_are_marked_where_they_are(client: Client, folder: Path) -> None:
    """A bad date and an unknown key are marked at their lines; a fact that was written since is not."""
    text = TEXT.replace("nmi-established", "written-since").replace("    show: \n", "") + "tittle: x\n"
    problems = _messages(client.diagnostics(opened(client, folder, "briefs/wrong.yaml", text)))
    assert set(problems) == {3, 8}
    assert problems[3].startswith("ليس تاريخًا")
    assert "tittle" in problems[8]
