"""The README of a published version: what the files are and how to check them, for somebody without briefgen."""

from __future__ import annotations

from briefgen.lock import Lock
from briefgen.publishing.deed import Deed
from briefgen.records.spec import Spec

_ARABIC = """\
{title}
{subtitle}الإصدار {number} من الورقة {brief}، نُشر في {date}
نشره: {name}
السبب: {why}

ما هذا
هذا إصدار منشور من ورقة إحاطة، محفوظ مع كل ما صُنع منه: النص والوقائع وسجلات المصادر والقوالب والخطوط. وهو ملفات عادية
تُقرأ بلا برنامج خاص.
تاريخ المحتوى {as_of}، وعدد الصفحات {pages}، والحواشي {notes}، والوقائع {facts}، والمصادر {sources}.

الملفات
{brief}.pdf
    الورقة كما تُطبع. في داخلها ملفان مرفقان: نصها كما يُقرأ، وسجل يربط كل حاشية بواقعتها ومصدرها ومقطعها.
{brief}.html
    الورقة نفسها في صفحة واحدة تُقرأ في أي متصفح.
{brief}.lock
    سجل ما دخل في صنعها وما خرج، بالبصمات الرقمية (SHA-256 وSHA-512)، وإصدارات البرامج، وبصمة سجل الإصدار السابق.
{arabic_signed}{arabic_changes}briefs/
    خطة الورقة، ثم الوقائع المستعملة (facts) وسجلات مصادرها (sources)، كما كتبها محرروها.
templates/ وfonts/
    ما طُبعت به من قوالب وخطوط؛ وللخطوط رخصها.
ro-crate-metadata.json
    وصف هذا الإصدار للبرامج، وفق RO-Crate.

كيف يُتحقق منه
- بصمة كل ملف (SHA-512) مسجلة في inventory.json في مجلد الكائن، وفق معيار OCFL 1.1 (https://ocfl.io/1.1/spec/).
- بصمات الورقة نفسها مسجلة كذلك في {brief}.lock تحت outputs؛ ويكفي للتحقق أمر مثل: sha256sum {brief}.pdf
- كل حاشية تقود إلى فقرة من مصدر. والمقطع معرّف بكلماته الأولى والأخيرة وببصمة نصه، ونص المصدر نفسه ليس هنا: له حقوقه.
- يمكن صنع الورقة من جديد من هذه الملفات وحدها، فتخرج بالبايتات نفسها إن كانت البرامج بالإصدارات المسجلة تحت tools.
"""
_ENGLISH = """\
{title}
Version {number} of the brief {brief}, published {date}
Published by: {name}
Reason: {why}

What this is
A published version of a briefing in Arabic, kept with everything it was made from: specification, facts, records of
sources, templates and fonts. All are plain files that can be read without special software. The contents are as of
{as_of}: {pages} page(s), {notes} footnote(s), {facts} fact(s), {sources} source(s).

The files
{brief}.pdf
    The brief as it is printed. It carries two files: its text as it reads, and a record that leads from each footnote
    to its fact, its source and its passage.
{brief}.html
    The same brief as one page for any browser.
{brief}.lock
    What went in and what came out, by digest (SHA-256 and SHA-512); the versions of the programs; the digest of the
    lock of the version before.
{english_signed}{english_changes}briefs/
    The specification of the brief, the facts that it uses (facts), the records of their sources (sources), as their
    editors wrote them.
templates/ and fonts/
    What it was printed with; the fonts come with their licences.
ro-crate-metadata.json
    This version described for programs, as an RO-Crate.

How to check it
- The digest of every file (SHA-512) stands in inventory.json in the folder of the object, as OCFL 1.1 defines it
  (https://ocfl.io/1.1/spec/).
- The digests of the brief itself stand in {brief}.lock under outputs as well: sha256sum {brief}.pdf tells.
- Every footnote leads to a paragraph of a source. The passage is named by its first and last words and the digest of
  its text. The text of the source is not here: it has rights of its own.
- The brief can be made again from these files alone. It comes out with the same bytes if the programs have the
  versions that the lock names under tools.
"""
_ARABIC_CHANGES = """\
{brief}.changes.json
    ما تغيّر منذ الإصدار السابق، وهو مطبوع في آخر الورقة.
"""
_ENGLISH_CHANGES = """\
{brief}.changes.json
    What changed since the version before; the brief prints it at its end.
"""
_ARABIC_SIGNED = """\
{brief}.signed.pdf
    الورقة نفسها ملحقًا بها توقيع إلكتروني (PAdES) تعرضه برامج القراءة: بايتاتها الأولى هي {brief}.pdf بعينه، وما
    بعدها هو التوقيع.
{brief}.lock.p7s
    توقيع منفصل (CMS) على {brief}.lock. يُتحقق منه بأمر مثل:
    openssl cms -verify -binary -inform DER -in {brief}.lock.p7s -content {brief}.lock -CAfile CA.pem -purpose any
"""
_ENGLISH_SIGNED = """\
{brief}.signed.pdf
    The same brief with an electronic signature (PAdES) that PDF readers show: its first bytes are {brief}.pdf, those
    behind them the signature.
{brief}.lock.p7s
    A detached signature (CMS) over {brief}.lock. It is checked by a command such as:
    openssl cms -verify -binary -inform DER -in {brief}.lock.p7s -content {brief}.lock -CAfile CA.pem -purpose any
"""
_RULE = "=" * 72


def readme(spec: Spec, lock: Lock, deed: Deed, *, signed: bool = False) -> bytes:
    """The README as UTF-8 text, Arabic first, then English; `signed` where the version holds signatures."""
    values = {
        "title": spec.title,
        "subtitle": f"{spec.subtitle}\n" if spec.subtitle else "",
        "number": deed.number,
        "brief": spec.id,
        "date": deed.when.date().isoformat(),
        "name": f"{deed.name} ({deed.address})" if deed.address else deed.name,
        "why": deed.why,
        "as_of": spec.as_of.text,
        "pages": lock.pages,
        "notes": lock.notes,
        "facts": len(lock.facts),
        "sources": len(lock.sources),
        "arabic_signed": _ARABIC_SIGNED.format(brief=spec.id) if signed else "",
        "english_signed": _ENGLISH_SIGNED.format(brief=spec.id) if signed else "",
        "arabic_changes": _ARABIC_CHANGES.format(brief=spec.id) if lock.options.changes else "",
        "english_changes": _ENGLISH_CHANGES.format(brief=spec.id) if lock.options.changes else "",
    }
    return f"{_ARABIC.format(**values)}\n{_RULE}\n\n{_ENGLISH.format(**values)}".encode()
