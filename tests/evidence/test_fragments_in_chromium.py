"""Text fragments in a real browser: a note's link must lead a reader to the passage on the page of its source."""

from __future__ import annotations

import re
import shutil
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from briefgen.evidence.fragments import fragment
from briefgen.records.fact import Passage

pytestmark = pytest.mark.slow
PLAIN = "تأسست المدرسة الزراعية في الواحة سنة 1998 وخرّجت أكثر من 300 مهندس"
VOCALISED = "تَأَسَّسَتِ المَدْرَسَةُ الزِّرَاعِيَّةُ فِي الوَاحَةِ سَنَةَ 1998 وَخَرَّجَتْ أَكْثَرَ مِنْ 300 مُهَنْدِسٍ"
ANCHORS = {
    "plain": ("تأسست المدرسة الزراعية", "أكثر من 300 مهندس"),
    "vocalised": ("تَأَسَّسَتِ المَدْرَسَةُ الزِّرَاعِيَّةُ", "أَكْثَرَ مِنْ 300 مُهَنْدِسٍ"),
    "absent": ("كلمات ليست هناك", "ولا في غيرها"),
}
PAGE = """<!doctype html><html lang="ar" dir="rtl"><meta charset="utf-8"><body>
<div style="height:4000px"></div><p>{}</p>
<div style="height:4000px"></div><script>setTimeout(() => document.body.dataset.y = Math.round(scrollY), 800)</script>"""  # noqa: E501
# Without its background network a headless browser asks for nothing but the page.
SWITCHES = (
    "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--virtual-time-budget=3000", "--dump-dom",
)  # fmt: skip


class _Pages(BaseHTTPRequestHandler):
    def do_GET(self) -> None:  # the name that http.server asks for
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(PAGE.format(VOCALISED if "vocalised" in self.path else PLAIN).encode())

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: the test says what happened."""


@pytest.fixture(scope="module", name="site")
def _site() -> Iterator[str]:
    """The address of a server of both pages, on the loopback."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Pages)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("page", ["plain", "vocalised"])
@pytest.mark.parametrize("anchors", ["plain", "vocalised", "absent"])
def test_a_link_scrolls_to_its_passage(page: str, anchors: str, site: str, tmp_path: Path) -> None:
    """Harakat on either side make no difference; words that are not there leave the reader at the top."""
    browser = shutil.which("chromium")
    assert browser, "chromium is not installed; `make browser` installs it"
    first, last = ANCHORS[anchors]
    target = f"{site}/{page}#{fragment(Passage(first, last, (0, 1), '0' * 64, 'n1'))}"
    run = subprocess.run(
        (browser, *SWITCHES, f"--user-data-dir={tmp_path}", target),
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    (offset,) = re.findall(r'data-y="(\d+)"', run.stdout)

    assert (int(offset) > 3000) == (anchors != "absent")
