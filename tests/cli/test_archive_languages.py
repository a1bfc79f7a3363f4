"""Whoever keeps the archive is told in Arabic what was refused, what was done and why, with no English among it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.samples.published import BY, FIRST, SOURCES, Sample, brief, published_twice
from tests.samples.workspace import write

from briefgen import cli
from briefgen.cli import languages
from briefgen.errors import Exit

# What stands in an isolate: a name, a path, words of the command line, or what another program says.
ISOLATE = re.compile("\u2068([^\u2066-\u2069]*)\u2069")
SENTENCE = re.compile(r"(?<![\w-])[a-z]+ [a-z]+ [a-z]+ [a-z]+(?![\w-])")
LATIN = re.compile("[A-Za-z]")


@pytest.fixture(name="made", scope="module")
def _made(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    """A brief published twice."""
    return published_twice(tmp_path_factory.mktemp("told"))


@pytest.fixture(name="copy")
def _copy(made: Sample, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sample]:
    """A copy that a test may change, as the working directory; no language stays heard."""
    for name in ("workspace", "archive", "archive.records"):
        shutil.copytree(made.archive.parent / name, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    yield Sample(Path("workspace"), Path("archive"))
    languages.listen(())


def told(capsys: pytest.CaptureFixture[str], code: int = Exit.USAGE) -> str:
    """What stands on stderr behind a report of problems, once nothing in it was found to be English; no isolates."""
    text = capsys.readouterr().err.rpartition("\n\n")[2]
    assert code != Exit.BUG, text
    assert not LATIN.search(ISOLATE.sub("", text)), text
    assert [each for each in ISOLATE.findall(text) if SENTENCE.search(each) and each[0] != "`"] == []
    return re.sub("[\u2066-\u2069]", "", text)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            "archive show absent",
            "خطأ: لم تُنشر الورقة `absent` قط\n  مساعدة: الأوراق المنشورة: water\n",
        ),
        (
            "archive show water@v9",
            "خطأ: ليس للورقة `water` إصدار برقم 9\n  مساعدة: إصداراتها من 1 إلى 2\n",
        ),
        ("archive show water@x", "خطأ: ليس `water@x` اسم إصدار\n  مساعدة: اكتب `BRIEF` أو `BRIEF@v2`\n"),
        ("archive log absent", "خطأ: لم تُنشر الورقة `absent` قط\n"),
        ("archive diff water v1 v3", "خطأ: ليس للورقة `water` إصدار برقم 3\n"),
        ("archive rebuild water@v0", "خطأ: ليس للورقة `water` إصدار برقم 0\n"),
        ("archive checkout water --out workspace", "خطأ: workspace ليس مجلدًا فارغًا\n"),
        ("archive export water --bag --out workspace", "خطأ: workspace موجود من قبل\n"),
        ("archive notice survey --out n.pdf", "خطأ: لم يُسحب المصدر `survey`\n"),
        ("archive notice homes --out n.pdf", "خطأ: لم يُذكر سبب التصويب\n"),
        (
            "archive notice tank --why x --out n.pdf",
            "خطأ: لا إصدار منشورًا يقول في `tank` غير ما يصح الآن\n",
        ),
        ("impact absent", "خطأ: لا مصدر ولا واقعة باسم `absent`\n"),
        ("archive verify --trust absent.pem", "خطأ: لا ملف في absent.pem\n"),
        ("archive replicate workspace", "خطأ: لا جذر تخزين وفق `OCFL 1.1` في workspace\n"),
        (f"publish water -m x --by {BY.split()[-1]}", "خطأ: ليس هذا اسم ناشر: "),
        ("publish water -m x --by me --secret env:X", "خطأ: ذُكر `--secret` ولم يُذكر مفتاح\n"),
        ("publish water -m x --by me --sign absent.p12", "خطأ: لا ملف في absent.p12\n"),
        (
            "publish water -m x --by me --sign pkcs11:object=a?pin-value=1",
            "خطأ: --sign: لا يُكتب الرقم السري في سطر الأوامر\n",
        ),
        (
            "archive sign water -m x --by me --sign pkcs11:a=b?module-path=/m",
            "خطأ: --sign: `a` غير مفهوم\n",
        ),
        (
            "archive sign water -m x --by me --sign pkcs11:token=t;object=a?module-path=/m",
            "خطأ: المطلوب: الرقم السري للجهاز t\n",
        ),
        (
            "archive sign water -m x --by me --sign pkcs11:object=a?module-path=/m --secret env:NO_SUCH",
            "خطأ: ليس في البيئة متغير باسم NO_SUCH\n",
        ),
    ],
)
def test_what_is_refused_is_told_in_arabic(
    arguments: str, said: str, copy: Sample, capsys: pytest.CaptureFixture[str]
) -> None:
    """Unknown briefs and versions, wrong references, notices about nothing, keys that are not there."""
    if " export " in arguments:
        pytest.importorskip("bagit")
    code = copy.run(*arguments.split(), "--lang", "ar")
    assert said in told(capsys, code)


def test_an_archive_without_briefs_is_told_in_arabic(
    copy: Sample, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """None yet, none that may be one, and one that is no archive."""
    assert cli.run(["archive", "list", "-a", str(tmp_path / "new"), "--lang", "ar"]) == Exit.NOTHING
    assert told(capsys).startswith("خطأ: لا أرشيف في new\n  مساعدة: يُنشئه `briefgen publish`\n")
    shutil.rmtree(
        next(each for each in copy.archive.iterdir() if each.is_dir() and each.name != "extensions")
    )
    assert copy.run("archive", "show", "water", "--lang", "ar") == Exit.USAGE
    assert told(capsys) == "خطأ: لم تُنشر الورقة `water` قط\n  مساعدة: لم تُنشر ورقة بعد\n"
    shutil.copytree("workspace", "other")
    assert cli.run(["archive", "list", "-a", "other", "--lang", "ar"]) == Exit.ENVIRONMENT
    assert told(capsys).startswith("خطأ: لا جذر تخزين وفق `OCFL 1.1` في other\n")


@pytest.mark.parametrize(
    ("name", "arguments", "said"),
    [
        (
            "v1/content/water.pdf",
            "archive checkout water@v1 --out out",
            "لا يطابق .*water.pdf بصمته \\(E092\\)",
        ),
        ("urn*/inventory.json", "archive show water", "(ليس .*inventory.json جردًا|لا يطابق .* بصمته)"),
        ("v1/content/water.lock", "archive log water", "لا يطابق .*water.lock بصمته \\(E092\\)"),
    ],
)
def test_damage_is_told_in_arabic(
    name: str, arguments: str, said: str, copy: Sample, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file that is not what it was; and verification counts what it found in Arabic."""
    path = next(copy.archive.rglob(name))
    path.chmod(0o644)
    path.write_bytes(path.read_bytes().replace(b"a", b"b", 1))
    assert copy.run(*arguments.split(), "--lang", "ar") == Exit.UNVERIFIED
    assert re.match(f"خطأ: {said}", told(capsys))
    assert copy.run("archive", "verify", "--deep", "--lang", "ar") == Exit.UNVERIFIED
    assert told(capsys).startswith("كائن واحد: ")


def test_what_was_done_and_why_is_told_in_arabic(copy: Sample, capsys: pytest.CaptureFixture[str]) -> None:
    """What differs from the last version, what was copied, why a brief is printed."""
    assert copy.run("archive", "replicate", "replica", "--lang", "ar") == Exit.DONE
    assert told(capsys) == "نُسخ: 1\n"
    write(copy.workspace, FIRST, {"water": brief("بدأت الشبكة عملها عام 2018 [@opened].")}, SOURCES)
    assert copy.run("publish", "water", "-m", "تراجع", "--by", BY, "--lang", "ar") == Exit.DONE
    differing = told(capsys)
    assert "  تغيّر: الواقعة homes\n" in differing
    assert "  جديد: الواقعة pumps\n" in differing
    assert "  زال: الواقعة tank\n" in differing
    path = next((copy.archive.parent / "replica").rglob("v1/content/water.html"))
    path.chmod(0o644)
    path.write_bytes(b"x")
    assert copy.run("archive", "replicate", "replica", "--lang", "ar") == Exit.DONE
    assert told(capsys) == "أُصلح: 1\n"
    build = ["build", "-w", "workspace", "--format", "html", "--why", "--lang", "ar"]
    assert cli.run(build) == Exit.DONE
    assert "water: لا قفل لها بعد\n" in told(capsys)
    write(
        copy.workspace, {**FIRST, "opened": {**FIRST["opened"], "date": "2017"}}, {"water": brief()}, SOURCES
    )
    assert cli.run(build) == Exit.DONE
    assert "water: تغيّر: مواصفة الورقة briefs/water.yaml؛ تغيّر: الواقعة opened\n" in told(capsys)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("ftp://example.org/a", "خطأ: لا تُجلب إلا عناوين `http` و`https`، وليس منها ftp://example.org/a\n"),
        ("http://me@example.org/a", "خطأ: ليس http://me@example.org/a عنوانًا يُجلب\n"),
        ("http://127.0.0.1/a", "خطأ: عنوان الموقع 127.0.0.1 هو 127.0.0.1، وليس عنوانًا عامًّا\n"),
        ("scan.bin", "خطأ: لا يُعرف نوع scan.bin\n"),
        ("scan.bin --as text", "خطأ: ليست الوثيقة نصًّا بترميز utf-8\n"),
        ("empty.txt", "خطأ: ليس في الوثيقة نص\n"),
    ],
)
def test_documents_that_are_refused_are_told_in_arabic(
    arguments: str, said: str, copy: Sample, capsys: pytest.CaptureFixture[str]
) -> None:
    """Addresses that are not fetched, documents without a text."""
    Path("scan.bin").write_bytes(b"\xff\xfe\x00\x01")
    Path("empty.txt").write_bytes(b"\n")
    options = ["--id", "new", "-w", str(copy.workspace), "--snapshots", "store", "--lang", "ar"]
    code = cli.run(["source", "add", *arguments.split(), *options])
    assert code in (Exit.USAGE, Exit.PROBLEMS)
    assert told(capsys, code).startswith(said)


def test_doubts_are_told_in_arabic_and_kept_in_english(
    copy: Sample, capsys: pytest.CaptureFixture[str]
) -> None:
    """What the store holds does not depend on who added it."""
    Path("new.txt").write_text("ﺍﻟﺸﺒﻜﺔ \ufffd\n", "utf-8")
    options = ["--id", "new", "-w", str(copy.workspace), "--snapshots", "store", "--lang", "ar"]
    assert cli.run(["source", "add", "new.txt", *options]) == Exit.DONE
    assert "تنبيه: تعذّرت قراءة بعض المحارف (`U+FFFD` أو محارف الاستعمال الخاص)\n" in told(capsys)
    (record,) = Path("store").rglob("*.json")
    assert "some characters could not be read (U+FFFD or private use)" in record.read_text("utf-8")
