"""The keys of topic specs, and of what stands inside one."""

from __future__ import annotations

from briefgen.records.factkeys import KIND
from briefgen.records.shapes import Choice, ListOf, NamesOf, Reference, key, shape

DIGITS = Choice.of(
    ("latin", "0123456789", "0123456789"),
    ("arabic-indic", "٠١٢٣٤٥٦٧٨٩", "٠١٢٣٤٥٦٧٨٩"),
)
ORDER = Choice.of(
    ("date", "by the facts' dates, those without one last", "بحسب تواريخ الوقائع، وما لا تاريخ له أخيرًا"),
    ("source", "as the sources tell it", "كما ترويها المصادر"),
    ("as-written", "in the order of the files or of this list", "بترتيب الملفات أو هذه القائمة"),
)
SHOW = Choice.of(
    ("paragraphs", "one paragraph for each fact", "فقرة لكل واقعة"),
    ("list", "a list", "قائمة"),
    ("table", "a table with dates", "جدول فيه التواريخ"),
    ("timeline", "a timeline", "خط زمني"),
    ("key-figures", "large numbers; only facts with a measure", "أرقام رئيسة، للوقائع ذات المقدار وحدها"),
    ("compare", "the values of each measure side by side", "قيم كل مقدار جنبًا إلى جنب"),
)
ANNEX = Choice.of(
    (
        "trace",
        "«ملحق التتبّع»: every fact with its passage and state",
        "«ملحق التتبّع»: كل واقعة مع مقطعها وحالته",
    )
)
CHANGES = Choice.of(("since-last", "what changed since the version before", "ما تغيّر منذ النسخة السابقة"))
_SWITCH = Choice.of(("true", "yes", "نعم"), ("false", "no", "لا"))
_PROSE = (
    "Every sentence ends in a citation, `[@fact-id]` or `[@one; @two]`; an empty line starts a paragraph."
)
_NATHR = "كل جملة تنتهي بإحالة، `[@fact-id]` أو `[@one; @two]`، والسطر الفارغ يبدأ فقرة."

SELECTION = shape(
    "a-selection",
    "Conditions that facts must fit, all of them.",
    "شروط يجب أن تستوفيها الوقائع كلها.",
    key("topics", ListOf(Reference(("topic",))), "At least one of these topics.",
        "واحد على الأقل من هذه الموضوعات."),
    key("kinds", ListOf(KIND), "One of these kinds.", "واحد من هذه الأنواع."),
    key("from", "date", "The fact's date is not all before this.",
        "ألا يسبق تاريخ الواقعة كله هذا التاريخ.", example="2014"),
    key("to", "date", "The fact's date is not all after this.",
        "ألا يلحق تاريخ الواقعة كله هذا التاريخ.", example="2017"),
    key("sources", ListOf(Reference(("source",))), "It rests on at least one of these sources.",
        "أن تستند إلى واحد على الأقل من هذه المصادر."),
    key("not", ListOf(Reference(("fact",))), "Facts to leave out.", "وقائع تُستثنى."),
)  # fmt: skip

SECTION = shape(
    "a-section",
    "A section: a title, and one of `select`, `facts` and `text`.",
    "قسم: عنوان، وواحد من `select` و`facts` و`text`.",
    key("title", "text", "Its heading.", "عنوان القسم.", needed=True),
    key("part", "text", "The title of the part of the brief that begins here.", "عنوان الباب الذي يبدأ هنا."),
    key("select", SELECTION, "Facts chosen by conditions.", "وقائع تُختار بشروط.", example={"topics": ["nmi"]}),
    key("facts", ListOf(Reference(("fact",))), "Facts chosen one by one.", "وقائع تُختار واحدة واحدة."),
    key("text", "prose", f"Prose. {_PROSE}", f"نثر. {_NATHR}"),
    key("order", ORDER, "The order of the facts: selected ones by date if not given, listed ones as written.",
        "ترتيب الوقائع، وإن لم يُذكر فالمختارة بالتاريخ والمسرودة كما كُتبت."),
    key("show", SHOW, "How they look; `paragraphs` if not given.", "شكلها، وإن لم يُذكر فهو `paragraphs`."),
    key("box", _SWITCH,
        "With `show: compare`: a box headed «تباين المصادر».", "مع `show: compare`: إطار عنوانه «تباين المصادر»."),
    key("labels", NamesOf("measure"), "With `show: compare`: measures and their Arabic names.",
        "مع `show: compare`: المقادير وأسماؤها.", example={"coalition-members": "عدد أعضاء التحالف"}),
    key("explains", ListOf(Reference(("source", "measure"))),
        "With `text`: withdrawn sources and disputed measures that this prose explains.",
        "مع `text`: المصادر المسحوبة والمقادير المختلف فيها التي يشرحها هذا النثر."),
)  # fmt: skip

SPEC = shape(
    "a-topic-spec",
    "A topic spec: which facts a brief prints, in which order and shape, and the prose between them.",
    "مواصفة ورقة: أي وقائع تُطبع، وبأي ترتيب وشكل، وما بينها من نثر.",
    key("brief", Reference(("brief",), coined=True), "The brief's id: the name of this file without `.yaml`.",
        "معرّف الورقة: اسم هذا الملف بلا `.yaml`.", needed=True, example="nmi-mandate"),
    key("title", "text", "Its title.", "عنوان الورقة.", needed=True),
    key("subtitle", "text", "A line under the title.", "سطر تحت العنوان."),
    key("version", "text", "The edition, printed under the title.", "رقم الطبعة، ويُطبع تحت العنوان.", example="1"),
    key("as_of", "closed-date", "Facts dated later are left out.",
        "تُترك الوقائع التي بعد هذا التاريخ.", needed=True,
        example="2024-02-05"),
    key("marking", "text", "A handling mark at the top and bottom of every page.",
        "علامة التداول، تُطبع أعلى كل صفحة وأسفلها.",
        example="للاستخدام الرسمي"),
    key("digits", DIGITS, "One family of digits for the whole brief; `latin` if not given.",
        "أسرة أرقام واحدة للورقة كلها، وإن لم تُذكر فهي `latin`."),
    key("style", Reference(("style",)), "How it looks: the name of a template; `brief` if not given.",
        "شكل الورقة: اسم قالب، وإن لم يُذكر فهو `brief`.", example="brief"),
    key("summary", "prose", f"The summary. {_PROSE}", f"الخلاصة. {_NATHR}", example="… [@fact-id]."),
    key("sections", ListOf(SECTION), "The sections.", "الأقسام.", needed=True),
    key("annex", ANNEX, "A further part at the end.", "جزء إضافي في الآخر."),
    key("changes", CHANGES, "What a published version tells of changes.",
        "ما تقوله النسخة المنشورة عن التغييرات."),
    key("matrix", "matrix", "Variables with values: one brief for each combination; `$(name)` stands for a value.",
        "متغيرات وقيمها: ورقة لكل تركيب، و`$(name)` مكان القيمة.",
        example={"audience": ["council", "public"]}),
)  # fmt: skip
