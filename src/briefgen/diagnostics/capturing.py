"""What is said of documents that cannot be fetched or read, and of texts that are in doubt: English and Arabic, by key.

The rules are those of `phrases`. Words of the command line stand between backticks in Arabic. The doubts are kept in
English in the store too: who changes their words changes what is kept from then on.
"""

from __future__ import annotations

_FETCHED = {
    "not-an-address": ("not an address: {url} ({reason})", "ليس {url} عنوانًا ({reason})"),
    "only-http": (
        "only http and https are fetched, not {url}",
        "لا تُجلب إلا عناوين `http` و`https`، وليس منها {url}",
    ),
    "address-not-fetched": ("not an address that is fetched: {url}", "ليس {url} عنوانًا يُجلب"),
    "host-without-user": (
        "write it with a host and without a user",
        "اكتبه وفيه اسم موقع، وليس فيه اسم مستخدم",
    ),
    "too-many-redirects": (
        "more than {limit} redirects, the last to {url}",
        "زاد عدد التحويلات على {limit}، وآخرها إلى {url}",
    ),
    "no-such-host": ("the host {host} cannot be found: {reason}", "تعذّر العثور على الموقع {host}: {reason}"),
    "not-public": (
        "{host} has the address {address}, which is not public",
        "عنوان الموقع {host} هو {address}، وليس عنوانًا عامًّا",
    ),
    "allow-private": ("use --allow-private if it is yours", "استعمل `--allow-private` إن كان موقعك"),
    "cannot-fetch": ("cannot fetch {url}: {reason}", "تعذّر جلب {url}: {reason}"),
    "took-longer": ("{url} took longer than {limit} seconds", "زاد وقت جلب {url} بالثواني على {limit}"),
    "answers": ("{url} answers {status}", "ردّ {url} هو {status}"),
    "answers-compressed": (
        "{url} answers in a compression that was not asked for",
        "جاء ردّ {url} مضغوطًا على صورة لم تُطلب",
    ),
    "answer-too-large": ("{url} has more than {limit} bytes", "حجم {url} بالبايت أكثر من {limit}"),
    "broke-off": ("{url} broke off after {size} of {all} bytes", "انقطع {url}: وصل من بايتاته {size} من {all}"),
}  # fmt: skip
_READ = {
    "reading-needs": ("{what} needs the package {package}: {reason}", "تحتاج {what} إلى الحزمة {package}: {reason}"),
    "reading-html": ("reading HTML", "قراءة `HTML`"),
    "reading-pdf": ("reading PDF", "قراءة `PDF`"),
    "reading-web-archives": ("reading web archives", "قراءة أرشيفات الويب"),
    "install-capture": (
        "install it with `pip install briefgen[capture]`",
        "ثبّتها بالأمر `pip install briefgen[capture]`",
    ),
    "kind-unknown": ("it cannot be told what {name} is", "لا يُعرف نوع {name}"),
    "name-kind": (
        "name it with --as text, html or pdf",
        "سمِّ نوعه بالخيار `--as`: `text` أو `html` أو `pdf`",
    ),
    "document-empty": ("the document has no text", "ليس في الوثيقة نص"),
    "not-text-in": ("the document is not text in {charset}", "ليست الوثيقة نصًّا بترميز {charset}"),
    "save-as-utf-8": ("save it as UTF-8", "احفظها بترميز `UTF-8`"),
    "no-main-text": ("no main text is found in the page", "لم يوجد في الصفحة نص رئيسي"),
    "save-page-text": (
        "save its text as a plain text file and add that",
        "احفظ نصها في ملف نصي وأضِف الملف",
    ),
    "pdf-unreadable": ("the PDF cannot be read: {reason}", "تعذّرت قراءة ملف `PDF`: {reason}"),
    "pdf-without-text": (
        "the PDF has no text; its pages may be pictures",
        "ليس في ملف `PDF` نص؛ وقد تكون صفحاته صورًا",
    ),
    "add-its-text": ("add its text as a plain text file", "أضِف نصه في ملف نصي"),
    "no-archived-page": (
        "the web archive has no page that was answered with 200 and can be read",
        "ليس في أرشيف الويب صفحة ردّ موقعها `200` ويمكن أن تُقرأ",
    ),
    "no-archived-page-of": (
        "the web archive has no page for {url} that was answered with 200 and can be read",
        "ليس في أرشيف الويب صفحة عنوانها {url} وردّ موقعها `200` ويمكن أن تُقرأ",
    ),
    "several-pages": ("the web archive has several pages:", "في أرشيف الويب صفحات عدة:"),
    "name-page": ("name one with --url", "سمِّ واحدة منها بالخيار `--url`"),
    "web-archive-unreadable": (
        "the web archive cannot be read: {reason}",
        "تعذّرت قراءة أرشيف الويب: {reason}",
    ),
}  # fmt: skip
_DOUBTS = {
    "doubt-furniture": (
        "the main text was told from the page's furniture by rules; compare it with the page",
        "مُيّز النص الرئيسي مما حوله في الصفحة بقواعد آلية؛ قارنه بالصفحة",
    ),
    "doubt-pdf": (
        "the text of a PDF is unsure, its paragraphs are guessed; compare it with the pages",
        "نص ملف `PDF` غير مؤكد، وفقراته مقدَّرة؛ قارنه بالصفحات",
    ),
    "doubt-empty-pages": (
        "pages without text, perhaps pictures: {pages}",
        "صفحات بلا نص، وقد تكون صورًا: {pages}",
    ),
    "doubt-characters": (
        "some characters could not be read (U+FFFD or private use)",
        "تعذّرت قراءة بعض المحارف (`U+FFFD` أو محارف الاستعمال الخاص)",
    ),
    "doubt-forms": (
        "letters are written as presentation forms",
        "كُتبت الحروف بصورها في أول الكلمة ووسطها وآخرها، لا بأصولها",
    ),
    "doubt-backwards": (
        "words may be written backwards: more of them end in an article than begin with one",
        "قد تكون الكلمات مكتوبة بالعكس: ما في آخره أل التعريف منها أكثر مما في أوله",
    ),
}  # fmt: skip

CAPTURING: dict[str, tuple[str, str]] = {**_FETCHED, **_READ, **_DOUBTS}
