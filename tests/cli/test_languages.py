"""Every command speaks Arabic and English: by `--lang`, else by the locale, in what it tells and in what it refuses."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.main import get_command

from briefgen import cli
from briefgen.cli import languages
from briefgen.cli.application import application

GOOD = Path(__file__).resolve().parent.parent / "data" / "good"
ARABIC = re.compile("[ء-ي]")


@pytest.fixture(autouse=True)
def _place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The good workspace as the working directory, and a locale without Arabic; nothing stays heard."""
    shutil.copytree(GOOD / "briefs", tmp_path / "briefs")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    yield
    languages.listen(())


def _told(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    cli.run(list(arguments))
    return re.sub("[\u2066-\u2069]", "", capsys.readouterr().err)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("build", "absent"), "خطأ: لا ورقة باسم `absent`\n  مساعدة: الأوراق المعروفة: sample\n"),
        (("build", "--locked", "--frozen"), "خطأ: لا يجتمع `--locked` و`--frozen`\n"),
        (
            ("build", "-w", "absent"),
            "خطأ: لا مجلد في absent\n  مساعدة: سمِّ مساحة العمل بالخيار `--workspace`\n",
        ),
        (("watch", "-w", "briefs"), "خطأ: لا مجلد `briefs/` في briefs\n"),
        (("publish", "sample", "-m", " "), "خطأ: ليس في --message شيء\n"),
        (("publish", "sample", "-m", "why"), "خطأ: لم يُسمَّ الناشر\n"),
        (("list", "-w", "absent"), "خطأ: لا مجلد في absent\n"),
        (("fact", "search"), "خطأ: لم يُطلب البحث عن شيء\n"),
        (("fact", "search", "قطار"), "لم توجد واقعة\n"),
        (("fact", "show", "absent"), "خطأ: لا واقعة باسم `absent`\n"),
        (("why", "absent", "sample"), "خطأ: لا واقعة باسم `absent`\n"),
        (("archive", "list"), "خطأ: لم يُسمَّ أرشيف\n"),
        (("archive", "verify", "-a", "absent"), "خطأ: لا أرشيف في absent\n"),
        (("build", "--nonsense"), "خطأ: لا خيار باسم --nonsense\n"),
        (("publish", "sample"), "خطأ: ينقص الأمر '--message' / '-m'\n"),
        (("build", "--jobs", "many"), "خطأ: قيمة لا تصح في '--jobs' / '-j': "),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_refusals_are_told_in_arabic(
    arguments: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With `--lang ar`, and without it where the locale is Arabic; `--lang en` overrules the locale."""
    assert _told(capsys, *arguments, "--lang", "ar").startswith(said)
    assert not ARABIC.search(_told(capsys, *arguments).replace("قطار", ""))
    monkeypatch.setenv("LC_ALL", "ar_IQ.UTF-8")
    assert _told(capsys, *arguments).startswith(said)
    assert not ARABIC.search(_told(capsys, *arguments, "--lang=en").replace("قطار", ""))


def test_a_build_tells_all_it_does_in_arabic(capsys: pytest.CaptureFixture[str]) -> None:
    """Problems, their number, what could not be verified, what was printed, what is up to date, what was not built."""
    (Path("briefs") / "wrong.yaml").write_text("brief: wrong\ntitel: x\n", "utf-8")
    first = _told(capsys, "build", "--lang", "ar", "--format", "html", "--report", "short")
    assert "خطأ[unknown-key] مفتاح غير معروف `titel`" in first
    assert "\nتعذّر التحقق هنا من 3 وقائع: لم يُسمَّ مخزن للنصوص المحفوظة (`--snapshots`)\n" in first
    assert "\nطُبعت sample: " in first
    assert first.endswith("لم تُبنَ لما فيها من مشكلات: wrong\n")
    assert "\nعلى حالها: ورقة واحدة\n" in _told(capsys, "build", "--lang", "ar", "--format", "html")


def test_every_command_takes_a_language() -> None:
    """Those of groups too; whoever adds a command need not think of it."""
    named = {}
    pending = [("", get_command(application()))]
    while pending:
        name, command = pending.pop()
        if found := getattr(command, "commands", None):
            pending += [(f"{name} {each}".strip(), held) for each, held in found.items()]
        else:
            named[name] = {option for each in command.params for option in each.opts}
    assert len(named) > 30
    assert [name for name, options in named.items() if not {"--lang", "--terminal-arabic"} <= options] == []


def test_what_is_searched_for_names_no_language(capsys: pytest.CaptureFixture[str]) -> None:
    """After `--` there are no options any more; the last one that is given counts."""
    assert ARABIC.search(_told(capsys, "build", "absent", "--lang", "en", "--lang", "ar"))
    assert not ARABIC.search(_told(capsys, "build", "absent", "--", "--lang", "ar"))
