"""Documents printed as briefs are kept: PDF/A-3a and PDF/UA-1, tagged."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cache, partial
from hashlib import sha256
from pathlib import Path

from tests.press.samples import page
from tests.samples.brief_sample import sample

from briefgen.html import render
from briefgen.press import conformance, engine, tags
from briefgen.press.fonts import FontFile
from briefgen.press.printing import Finisher, prefer_right_to_left, print_brief

ROOT = Path(__file__).resolve().parents[2]


@cache
def faces() -> tuple[FontFile, ...]:
    """Every face of the repository."""
    paths = sorted(path for path in (ROOT / "fonts").rglob("*") if path.suffix in (".ttf", ".otf"))
    data = ((path.relative_to(ROOT).as_posix(), path.read_bytes()) for path in paths)
    return tuple(FontFile(path, content, sha256(content).hexdigest()) for path, content in data)


def archival_html(
    html: str, notes: int = 0, *, exact: bool = False, files: Mapping[str, bytes] | None = None
) -> bytes:
    """A PDF of one HTML text; `exact` with the text layer of briefs."""
    ids = tuple(f"note-{number}" for number in range(1, notes + 1))
    printed = print_brief(
        lambda _pages: html,
        notes=ids,
        fonts=faces(),
        files=files or {},
        variant=conformance.VARIANT,
        finishers=(tags.finisher("arabic-indic"), conformance.finisher),
        exact=exact,
    )
    return printed.pdf


@cache
def archival_sample(digits: str = "arabic-indic", *, exact: bool = True) -> bytes:
    """A PDF of the sample brief, with the templates of the repository; printed once."""
    cited = sample(digits)
    files = {path.name: path.read_bytes() for path in (ROOT / "templates").iterdir() if path.is_file()}
    texts = {name: data.decode() for name, data in files.items() if name.endswith((".html", ".css"))}
    return print_brief(
        partial(render, cited, texts),
        notes=tuple(f"note-{note.number}" for note in cited.notes),
        fonts=faces(),
        files=files,
        variant=conformance.VARIANT,
        finishers=(tags.finisher(cited.brief.digits), conformance.finisher),
        exact=exact,
    ).pdf


def archival_with_files(
    files: Iterable[tuple[str, bytes, str]], date: datetime, finishers: tuple[Finisher, ...] | None = None
) -> bytes:
    """A PDF with attached files (name, content, relationship) of one date; other finishers than those of briefs."""
    started = engine.start(faces())
    html = page('<h1>عنوان</h1><p>نص <a href="https://example.org/">وصلة</a></p>')
    with started.session(0):
        from weasyprint import HTML, Attachment

        options = {"pdf_variant": conformance.VARIANT, "pdf_tags": True}
        document = HTML(string=html).render(font_config=started.fonts, **options)
        document.metadata.attachments = [
            Attachment(
                string=data.decode(), name=name, relationship=relationship, created=date, modified=date
            )
            for name, data, relationship in files
        ]
        chosen = (
            (prefer_right_to_left, tags.finisher(), conformance.finisher) if finishers is None else finishers
        )
        return bytes(document.write_pdf(finisher=lambda *both: [each(*both) for each in chosen], **options))
