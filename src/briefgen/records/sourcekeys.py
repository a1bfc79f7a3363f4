"""The keys of sources, with the variable names of CSL-JSON 1.0.2, and of the settings of a workspace."""

from __future__ import annotations

from briefgen.records.factkeys import BASIS, NORM
from briefgen.records.shapes import Choice, Either, ListOf, key, shape

# The item types of CSL 1.0.2, appendix III.
TYPE = Choice.of(
    ("article", "an article, a preprint", "مقالة"),
    ("article-journal", "an article in a scholarly journal", "بحث في مجلة محكّمة"),
    ("article-magazine", "an article in a magazine", "مقالة في مجلة"),
    ("article-newspaper", "an article in a newspaper or on a news site", "مقالة في صحيفة أو موقع أخبار"),
    ("bill", "a bill", "مشروع قانون"),
    ("book", "a book", "كتاب"),
    ("broadcast", "a radio or television programme", "برنامج إذاعي أو تلفزيوني"),
    ("chapter", "a chapter of a book", "فصل من كتاب"),
    ("classic", "a classical text", "نص قديم"),
    ("collection", "an archival collection", "مجموعة أرشيفية"),
    ("dataset", "a data set", "مجموعة بيانات"),
    ("document", "a document of no other type", "وثيقة من غير الأنواع الأخرى"),
    ("entry", "an entry in a work of reference", "مدخل في مرجع"),
    ("entry-dictionary", "an entry in a dictionary", "مدخل في معجم"),
    ("entry-encyclopedia", "an entry in an encyclopaedia", "مدخل في موسوعة"),
    ("event", "an event", "فعالية"),
    ("figure", "an illustration", "شكل توضيحي"),
    ("graphic", "a picture, a photograph", "صورة أو رسم"),
    ("hearing", "a hearing", "جلسة استماع"),
    ("interview", "an interview", "مقابلة"),
    ("legal_case", "a judgement", "حكم قضائي"),
    ("legislation", "a law", "قانون"),
    ("manuscript", "a manuscript", "مخطوط"),
    ("map", "a map", "خريطة"),
    ("motion_picture", "a film or video", "فيلم أو تسجيل مصوّر"),
    ("musical_score", "a musical score", "نوتة موسيقية"),
    ("pamphlet", "a pamphlet", "كتيّب"),
    ("paper-conference", "a conference paper", "ورقة مؤتمر"),
    ("patent", "a patent", "براءة اختراع"),
    ("performance", "a performance", "عرض"),
    ("periodical", "an issue of a periodical", "عدد من دورية"),
    ("personal_communication", "a letter, a message, a talk", "رسالة أو حديث خاص"),
    ("post", "a post on a forum or social network", "منشور"),
    ("post-weblog", "a post on a blog", "تدوينة"),
    ("regulation", "a regulation", "لائحة"),
    ("report", "a report", "تقرير"),
    ("review", "a review", "مراجعة"),
    ("review-book", "a review of a book", "مراجعة كتاب"),
    ("software", "software", "برنامج حاسوبي"),
    ("song", "a sound recording", "تسجيل صوتي"),
    ("speech", "a speech", "خطاب"),
    ("standard", "a standard", "مواصفة معيارية"),
    ("thesis", "a thesis", "رسالة جامعية"),
    ("treaty", "a treaty", "معاهدة"),
    ("webpage", "a page on the web", "صفحة ويب"),
)
_NO_YES = Choice.of(("yes", "it may", "نعم"), ("no", "it may not", "لا"))

NAME = shape(
    "a-name",
    "A person (`family`, `given`) or a body (`literal`).",
    "شخص (`family` و`given`) أو جهة (`literal`).",
    key("literal", "text", "The name of a body, or a name in one piece.", "اسم جهة، أو اسم لا يُجزّأ."),
    key("family", "text", "The family name.", "اسم العائلة."),
    key("given", "text", "The given names.", "الاسم الأول."),
)
DATE = shape(
    "a-date",
    "A date with what it rests on.",
    "تاريخ مع أساسه.",
    key("date", "date", "The date.", "التاريخ.", needed=True, example="2024-02"),
    key("basis", BASIS, "Whether the document says the date; `stated` if not given.",
        "هل ذكرت الوثيقة التاريخ؟ وإن لم يُكتب فهو `stated`."),
    key("because", "text", "The clue from which an inferred date was worked out.", "الدليل الذي استُنتج منه التاريخ."),
)  # fmt: skip
EXCLUDED = shape(
    "an-excluded-paragraph",
    "A paragraph that is never evidence: a caption, furniture, a reader's comment.",
    "فقرة لا يُستند إليها: تعليق صورة، أو كلام الموقع، أو تعليق قارئ.",
    key("paragraph", "whole", "Its number, from 1.", "رقمها، بدءًا من 1.", needed=True, example=32),
    key("why", "text", "Why it is no evidence.", "سبب استبعادها.", needed=True, example="تعليق قارئ"),
)
SNAPSHOT = shape(
    "a-snapshot",
    "The archived text that the passages are of; `briefgen source add` writes it.",
    "النص المحفوظ الذي أُخذت منه المقاطع، ويكتبه الأمر `briefgen source add`.",
    key("sha256", "digest", "SHA-256 of the archived text.", "بصمة SHA-256 للنص المحفوظ.", needed=True),
    key("norm", NORM, "The normal form of its passages.", "الصيغة المعيارية لمقاطعه.", needed=True),
    key("excluded", ListOf(EXCLUDED), "Paragraphs that are never evidence.", "فقرات لا يُستند إليها."),
)
WITHDRAWAL = shape(
    "a-withdrawal",
    "That the source may no longer be relied on; written by `briefgen source withdraw`.",
    "أن المصدر لم يعد يُعتمد عليه، ويكتبه الأمر `briefgen source withdraw`.",
    key("on", "date", "Since when.", "منذ متى.", needed=True, example="2024-03-01"),
    key("why", "text", "Why.", "السبب.", needed=True),
)
RIGHTS = shape(
    "rights",
    "Whether the archived text may be published with the briefs.",
    "هل يجوز نشر النص المحفوظ مع الأوراق؟",
    key("archive", _NO_YES, "Whether it may.", "هل يجوز ذلك؟", needed=True),
    key("why", "text", "The licence or permission.", "الرخصة أو الإذن.", needed=True),
)
SOURCE = shape(
    "a-source",
    "The record of a cited document. What is not known is left out, never guessed.",
    "بيانات وثيقة يُستشهد بها. ما لا يُعرف يُترك ولا يُخمَّن.",
    key("type", TYPE, "What the document is.", "نوع الوثيقة.", needed=True),
    key("title", "text", "Its title; one supplied by you stands in square brackets: \"[…]\".",
        "عنوانها، فإن كان من عندك فبين قوسين معقوفين: \"[…]\".", needed=True),
    key("title-short", "text", "A short title for later notes.", "عنوان قصير للحواشي اللاحقة."),
    key("author", ListOf(NAME), "Its authors.", "مؤلفوها.", example=[{"family": "الاسم", "given": "الأول"}]),
    key("container-title", "text", "The newspaper, journal, site or book it appeared in.",
        "الصحيفة أو المجلة أو الموقع أو الكتاب الذي نُشرت فيه."),
    key("publisher", "text", "Who published it.", "الناشر."),
    key("publisher-place", "text", "Where the publisher sits.", "مكان النشر."),
    key("issued", Either(("date", DATE)), "When it was published.", "تاريخ نشرها.", example="2024-02-05"),
    key("accessed", "date", "When it was fetched.", "تاريخ الاطلاع عليها.", example="2024-03-01"),
    key("URL", "url", "Its address.", "عنوانها على الشبكة.", example="https://example.org/report"),
    key("language", "language", "Its language, as a BCP 47 tag.", "لغتها، برمز BCP 47.", example="ar"),
    key("snapshot", SNAPSHOT, "Its archived text.", "نصها المحفوظ."),
    key("withdrawn", WITHDRAWAL, "That it was withdrawn.", "أنها سُحبت."),
    key("rights", RIGHTS, "What may be done with its text.", "ما يجوز في نصها."),
)  # fmt: skip

SETTINGS = shape(
    "the-settings",
    "The settings of a workspace. Folders are relative to it.",
    "إعدادات مساحة العمل. المجلدات منسوبة إليها.",
    key("snapshots", "folder", "The folder of the archived texts.", "مجلد النصوص المحفوظة.", example="../snapshots"),
    key("archive", "folder", "The folder of the archive that is published into.", "مجلد الأرشيف الذي يُنشر فيه.",
        example="../archive"),
    key("publisher", "text", "Who publishes, as `name <address>`.", "من ينشر، على صورة `name <address>`.",
        example="وحدة الأوراق <briefs@example.org>"),
)  # fmt: skip
