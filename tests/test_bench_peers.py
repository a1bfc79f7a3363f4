"""The texts that typesetters are compared on: the same words and notes for each, and no character that commands one."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from tests.samples.brief_sample import sample
from tools.bench import pdf
from tools.bench.drafts import Draft
from tools.bench.fontconfig import FONTS
from tools.bench.peers.latex import escaped, latex
from tools.bench.peers.outline import outline, words
from tools.bench.peers.programs import Peer, peers
from tools.bench.peers.typst import string, typst
from tools.bench.peers.webpage import webpage
from tools.bench.running import Launcher

from briefgen import html
from briefgen.workspace import Workspace

HOSTILE = 'a\\b{c}$d&e#f%g_h^i~j"k<l>[m]*n`o@p'


def letters(text: str) -> Counter[str]:
    """How often each letter occurs, whatever its form and its marks: viewers part words and marks differently."""
    plain = unicodedata.normalize("NFKC", text)
    return Counter(each for each in plain if each.isalpha() and unicodedata.category(each) != "Lm")


def drafted(root: Path) -> Draft:
    """The sample brief of the tests, with every kind of block."""
    held = {each.path.removeprefix("templates/"): each.data for each in Workspace(root).templates()}
    texts = {name: data.decode() for name, data in held.items() if name.endswith((".html", ".css"))}
    return Draft(sample(), html.render(sample(), texts, {}), held)


def test_an_outline_keeps_all_notes_and_texts() -> None:
    """Each call of the brief stands in the outline once, in order, and each has its note."""
    made = outline(sample())
    called = [int(each) for each in re.findall(r'href="#n(\d+)"', webpage(made, FONTS))]

    assert called == list(range(1, 31)) == list(made.notes)
    assert webpage(made, FONTS).count('<li id="n') == latex(made, FONTS).count(r"\footnote{") == 30
    assert typst(made).count("#footnote[") == 30


def test_no_character_commands_a_typesetter() -> None:
    """A text that is full of TeX's and Typst's own characters stays text."""
    assert string(HOSTILE).startswith('"a\\\\b{c}$d&e#f%g_h^i~j\\"k<l>')
    assert escaped(HOSTILE) == (
        r"a\textbackslash{}b\{c\}\$d\&e\#f\%g\_h\textasciicircum{}i\textasciitilde{}j" + '"k<l>[m]*n`o@p'
    )


@pytest.mark.parametrize("name", [each.name for each in peers()])
def test_every_typesetter_sets_the_same_text(name: str, root: Path, tmp_path: Path) -> None:
    """Each typesetter that is here makes pages of the sample; what is read back has the letters that were written."""
    (peer,) = (each for each in peers() if each.name == name)
    if peer.missing:
        pytest.skip(f"{name}: {peer.missing}")
    job = peer.prepare(drafted(root), tmp_path)
    with Launcher(tmp_path) as launcher:
        launcher.run(job.command)

    assert 2 <= pdf.pages(job.pdf) <= 12
    if peer.readable:
        assert_alike(peer, letters(" ".join(words(outline(sample())))), letters(pdf.text(job.pdf)))


def assert_alike(peer: Peer, written: Counter[str], read: Counter[str]) -> None:
    """Nearly all letters that were written are read, and few others where nothing but the outline is set."""
    missing, added = (written - read).total(), (read - written).total()

    assert missing <= written.total() * 0.02, f"{peer.name}: {written - read}"
    assert peer.name == "plain WeasyPrint" or added <= written.total() * 0.02, (
        f"{peer.name}: {read - written}"
    )
