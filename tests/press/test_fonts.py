"""The faces: what they are called, what they can show, and that no others are used."""

from __future__ import annotations

import subprocess
import sys
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from tests.press.notegen import faces
from tests.press.samples import page, print_html

from briefgen.press.errors import FetchRefused, FontMissing, GlyphMissing
from briefgen.press.fonts import FontFile, coverage, families, missing

# In DejaVu Sans, not in Amiri: a chess king.
ONLY_ELSEWHERE = "♔"


def embedded(pdf: bytes) -> set[str]:
    """The names of the fonts in a PDF, without the subset prefix."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        return {
            str(item["/BaseFont"])[1:].split("+")[-1]
            for item in opened.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/Font"
        }


def test_digests_of_the_faces(root: Path) -> None:
    """Every file of every face is the one whose digest SHA256SUMS states, and none is left out."""
    lines = (root / "fonts" / "SHA256SUMS").read_text(encoding="ascii").splitlines()
    stated = {name: digest for digest, name in (line.split("  ") for line in lines)}
    found = {
        path.relative_to(root / "fonts").as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in (root / "fonts").glob("*/*")
    }
    assert stated == found


def test_families_are_named_as_css_names_them(root: Path) -> None:
    """A face is found under its family and under the name older programs know, whatever the case."""
    medium = root / "fonts" / "ibm-plex-sans-arabic" / "IBMPlexSansArabic-Medium.ttf"
    face = FontFile.of("medium.ttf", medium.read_bytes())
    assert families((face,)) == {"ibm plex sans arabic", "ibm plex sans arabic medium"}


def test_missing_names_only_what_would_print_as_a_box() -> None:
    """Characters without glyph come in the order of the text, once; spaces and invisible characters never."""
    points = coverage(faces())
    assert missing("نص\u00a0عربي\u2066 NATO\u2069\u200c\n\u2009♔ و♕♔", points) == ("♔", "♕")


def test_a_letter_made_of_parts_is_not_missing() -> None:
    """A composed letter whose letter and mark both have glyphs can be shown."""
    assert missing("é", frozenset({ord("e"), 0x301})) == ()
    assert missing("é", frozenset({ord("e")})) == ("é",)


def test_a_file_that_is_no_font_is_named() -> None:
    """A damaged file is an error that names it, before anything is printed."""
    with pytest.raises(FontMissing, match=r"broken/Face\.ttf"):
        coverage((FontFile.of("broken/Face.ttf", b"no font"),))


def test_no_face_at_all() -> None:
    """Without faces nothing is printed."""
    from briefgen.press.printing import print_brief

    with pytest.raises(FontMissing):
        print_brief(lambda _pages: page("<p>نص"), notes=(), fonts=(), files={})


def test_a_glyph_of_a_system_font_is_not_borrowed() -> None:
    """A character that only a font of the system has is an error that names it."""
    with pytest.raises(GlyphMissing, match=r"U\+2654") as caught:
        print_html(page(f"<p>نص {ONLY_ELSEWHERE}</p>"))
    assert caught.value.characters == (ONLY_ELSEWHERE,)


def test_a_system_family_cannot_be_asked_for() -> None:
    """A template that asks for a family of the system gets an error with the families there are."""
    with pytest.raises(FontMissing, match="DejaVu Sans") as caught:
        print_html(page('<p style="font-family: DejaVu Sans">نص</p>'))
    assert "amiri" in caught.value.help


def test_generic_families_are_faces_of_ours() -> None:
    """`monospace`, and text without any family, print in a face that was given."""
    css = "@page { @top-center { content: 'رأس'; font-family: serif } } html { font-family: monospace }"
    assert embedded(print_html(page("<p>نص <code>code</code></p>", css)).pdf) == {"Amiri"}


def test_no_synthetic_faces() -> None:
    """Italics that no face has are printed upright, and bold in the bold face: nothing is slanted or smeared."""
    printed = print_html(page("<p>نص <i>مائل</i> <b>غليظ</b></p>"))
    assert embedded(printed.pdf) == {"Amiri", "Amiri-Bold"}


@pytest.mark.parametrize("source", ["url(x.ttf)", "local('DejaVu Sans')", "url(file:///x.ttf)"])
def test_a_template_brings_no_font(source: str) -> None:
    """`@font-face` is refused, whatever its source: such a face is not among those whose digests are recorded."""
    css = f"@font-face {{ font-family: Own; src: {source} }}"
    with pytest.raises(FetchRefused, match="font of its own"):
        print_html(page("<p>نص</p>", css), files={"x.ttf": faces()[0].data})


def test_a_process_that_used_system_fonts_before(tmp_path: Path) -> None:
    """Faces stay closed in a process where the engine was imported and has used fonts of the system already."""
    script = tmp_path / "script.py"
    script.write_text(
        "import os\n"
        "from weasyprint import HTML\n"
        "HTML(string='<p style=\"font-family: DejaVu Sans\">x').write_pdf()\n"
        "from briefgen.press.errors import GlyphMissing\n"
        "from tests.press.samples import page, print_html\n"
        "try:\n"
        "    print_html(page('<p>♔</p>'))\n"
        "except GlyphMissing:\n"
        "    print('closed', os.environ.get('FONTCONFIG_FILE'))\n",
        encoding="utf-8",
    )
    done = _run(script, tmp_path)
    assert done.stdout.split() == ["closed", "None"], done.stderr


def test_temporary_files_go(tmp_path: Path) -> None:
    """A process that printed leaves nothing in the folder for temporary files."""
    script = tmp_path / "script.py"
    script.write_text(
        "from tests.press.samples import page, print_html\nprint(print_html(page('<p>نص</p>')).pages)\n",
        encoding="utf-8",
    )
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    assert _run(script, temporary).stdout.split() == ["1"]
    assert list(temporary.iterdir()) == []


def _run(script: Path, temporary: Path) -> subprocess.CompletedProcess[str]:
    root = Path(__file__).resolve().parents[2]
    environment = {"PYTHONPATH": f"{root / 'src'}:{root}", "TMPDIR": str(temporary), "PATH": "/usr/bin:/bin"}
    return subprocess.run(
        [sys.executable, str(script)], env=environment, capture_output=True, text=True, check=False
    )
