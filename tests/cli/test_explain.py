"""`briefgen explain`: every code, in both languages, without a workspace or a network."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen import cli
from briefgen.diagnostics.codes import CODES
from briefgen.errors import Exit


@pytest.fixture(autouse=True)
def _nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty folder; English, whatever the locale."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_every_code_is_explained(lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Its name, words in the language, and no mark of Markdown or HTML around them."""
    for code in CODES:
        assert cli.run(["explain", code, "--lang", lang]) == Exit.DONE
        out = capsys.readouterr().out
        assert out.startswith(
            f"{'error' if lang == 'en' else 'خطأ'}[{code}]\n" if CODES[code].severity == "error" else ""
        )
        assert f"[{code}]" in out.splitlines()[0]
        assert "```" not in out
        assert "<div" not in out


def test_a_sample_is_shown_as_it_is_written(capsys: pytest.CaptureFixture[str]) -> None:
    """Bad sample, report and good sample, indented."""
    assert cli.run(["explain", "tatweel"]) == Exit.DONE
    lines = capsys.readouterr().out.splitlines()
    assert "      says: اكتمل بنـــاء الخزان." in lines
    assert "      says: اكتمل بناء الخزان." in lines
    assert "    warning[tatweel]: a tatweel in the text" in lines


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_the_list_names_every_code_once(lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    """In alphabetical order, with severity and message."""
    assert cli.run(["explain", "--list", "--lang", lang]) == Exit.DONE
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == sorted(CODES)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "explain needs a code"),
        (("tatwel",), "did you mean `tatweel`?"),
        (("zzz",), "there is no code `zzz`"),
    ],
)
def test_an_unknown_code_is_a_usage_error(
    arguments: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 2, with the likely code."""
    assert cli.run(["explain", *arguments]) == Exit.USAGE
    assert said in capsys.readouterr().err
