"""The same bytes for the same input, whatever process, hash seed, time zone, language, folder or home."""

from __future__ import annotations

import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

from tests.press.samples import note, page, print_html

HEAD = '<meta name="dcterms.created" content="2024-02-05T00:00:00Z">'
TABLE = "<table><thead><tr><th>أ</th><th>ب</th></tr></thead><tr><td>١</td><td>٢</td></tr></table>"
HTML = page(
    f'<h1>عنوان</h1><p>نص <b>غليظ</b> <bdi lang="en">NATO</bdi>{note(1)}</p>{TABLE}<p><a href="#note-1">حاشية</a></p>',
    "@page { @bottom-center { content: counter(page, arabic-indic) } }",
    HEAD,
)
SCRIPT = """
import sys
from hashlib import sha256
from tests.press.test_determinism import HTML
from tests.press.samples import print_html
print(sha256(print_html(HTML, notes=1, variant=sys.argv[1] or None).pdf).hexdigest())
"""
VARIANTS = (
    {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C.UTF-8", "LANG": "C.UTF-8"},
    {
        "PYTHONHASHSEED": "1",
        "TZ": "Asia/Baghdad",
        "LC_ALL": "ar_IQ.UTF-8",
        "LANGUAGE": "ar",
        "PANGO_LANGUAGE": "fa",
    },
    {"PYTHONHASHSEED": "77", "TZ": "America/New_York", "LANG": "ja_JP.UTF-8", "SOURCE_DATE_EPOCH": "86400"},
)


def test_two_printings_in_one_process() -> None:
    """A document printed again, after another one, has the same bytes."""
    first = print_html(HTML, notes=1).pdf
    print_html(page("<p>نص آخر <b>غليظ</b> 123</p>"))
    assert print_html(HTML, notes=1).pdf == first


def test_processes_in_different_surroundings(root: Path, tmp_path: Path) -> None:
    """Three processes with nothing in common but the input print the bytes that this one prints."""
    for variant in ("", "pdf/ua-1"):
        expected = sha256(print_html(HTML, notes=1, variant=variant or None).pdf).hexdigest()
        digests = set()
        for number, surroundings in enumerate(VARIANTS):
            home = tmp_path / f"home-{variant.replace('/', '-')}-{number}"
            _own_fontconfig(home)
            done = subprocess.run(
                [sys.executable, "-c", SCRIPT, variant],
                env={
                    "PATH": os.environ["PATH"],
                    "PYTHONPATH": f"{root / 'src'}:{root}",
                    "HOME": str(home),
                    **surroundings,
                },
                cwd=home,
                capture_output=True,
                text=True,
                check=True,
            )
            digests.add(done.stdout.strip())
        assert digests == {expected}


def _own_fontconfig(home: Path) -> None:
    """A user's configuration that would put another face in place of Amiri."""
    folder = home / ".config" / "fontconfig"
    folder.mkdir(parents=True)
    (folder / "fonts.conf").write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd"><fontconfig>'
        '<match target="pattern"><edit name="family" mode="assign" binding="strong"><string>DejaVu Sans</string></edit>'
        "</match></fontconfig>",
        encoding="utf-8",
    )
