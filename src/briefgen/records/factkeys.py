"""The keys of facts, and of what stands inside a fact."""

from __future__ import annotations

from briefgen.records.shapes import Choice, ListOf, Reference, key, shape

KIND = Choice.of(
    ("event", "something that happened", "حدث وقع"),
    ("figure", "a number; it usually has a measure", "رقم، ومعه مقدار في الغالب"),
    ("position", "what a party holds or demands; needs a speaker", "موقف طرف أو مطلبه، ولا بد له من قائل"),
    ("assessment", "how somebody judges or expects things to be; needs a speaker",
     "تقدير أحدٍ أو توقعه، ولا بد له من قائل"),
    ("definition", "what something is or means", "تعريف شيء أو معناه"),
)  # fmt: skip
BASIS = Choice.of(
    ("stated", "the source says the date", "التاريخ مذكور في المصدر"),
    (
        "inferred",
        "the date was worked out; `because` gives the clue",
        "التاريخ مستنتج، ويُذكر الدليل في `because`",
    ),
)
BOUND = Choice.of(
    ("exact", "this very value", "القيمة بعينها"),
    ("about", "roughly this value", "نحو هذه القيمة"),
    ("at-least", "this value or more", "هذه القيمة أو أكثر"),
    ("more-than", "more than this value", "أكثر من هذه القيمة"),
)
NORM = Choice.of(("n1", "normal form N1 of the guide", "الصيغة المعيارية N1 كما في الدليل"))
_DIGEST = "0" * 64

MEASURE = shape(
    "a-measure",
    "A quantity that the fact reports, so that values of several facts can be compared.",
    "مقدار تذكره الواقعة، لتُقارَن قيمه بين الوقائع.",
    key("of", Reference(("measure",), coined=True), "What is measured: an id that all facts about it share.",
        "ما يُقاس: معرّف تشترك فيه كل الوقائع التي تذكره.", needed=True, example="coalition-members"),
    key("value", "number", "The number, written with 0-9 and a point.", "الرقم، مكتوبًا بالأرقام 0-9 والنقطة.",
        needed=True, example=86),
    key("unit", "text", "What is counted, in Arabic.", "وحدة العدّ.", example="دولة"),
    key("as_of", "date", "When the value held, if the fact's date is another one.",
        "متى صحّت القيمة، إن كان غير تاريخ الواقعة.", example="2024-01"),
    key("bound", BOUND, "How the value is meant; `exact` if not given.",
        "كيف تُفهم القيمة، وإن لم يُذكر فهو `exact`."),
)  # fmt: skip

PASSAGE = shape(
    "a-passage",
    "The words of the source that the fact rests on; `briefgen fact anchor` writes them.",
    "كلمات المصدر التي تستند إليها الواقعة، ويكتبها الأمر `briefgen fact anchor`.",
    key("from", "text", "The first three or four words of the passage.",
        "أول ثلاث كلمات أو أربع من المقطع.", needed=True),
    key("to", "text", "The last three or four words of the passage.",
        "آخر ثلاث كلمات أو أربع من المقطع.", needed=True),
    key("at", "offsets", "Where it stands in the archived text, in characters, the second offset just behind it.",
        "موضعه في النص المحفوظ بعدد الأحرف، والثاني بعد آخره مباشرة.", needed=True, example=[1852, 1895]),
    key("sha256", "digest", "SHA-256 of the passage in its normal form.",
        "بصمة SHA-256 للمقطع في صيغته المعيارية.",
        needed=True, example=_DIGEST),
    key("norm", NORM, "The normal form that the digest is of.",
        "الصيغة المعيارية التي حُسبت بصمتها.", needed=True),
)  # fmt: skip

EVIDENCE = shape(
    "a-piece-of-evidence",
    "A passage of a source that the fact rests on.",
    "مقطع من مصدر تستند إليه الواقعة.",
    key("source", Reference(("source",)), "The source: the name of a file in briefs/sources/.",
        "المصدر: اسم ملف في briefs/sources/.", needed=True),
    key("paragraph", "whole", "The paragraph, counted from 1 over the lines of the archived text that are not empty.",
        "رقم الفقرة، بدءًا من 1، بعدّ أسطر النص المحفوظ غير الفارغة.", needed=True, example=6),
    key("passage", PASSAGE, "The words it rests on.", "الكلمات التي تستند إليها.", needed=True),
)  # fmt: skip

REVIEW = shape(
    "a-review",
    "Who found the fact true to its passages; written by `briefgen fact review`.",
    "من راجع الواقعة على مقاطعها، ويكتبها الأمر `briefgen fact review`.",
    key("by", "text", "Who reviewed it.", "اسم المراجع.", needed=True),
    key("on", "date", "The day.", "يوم المراجعة.", needed=True, example="2024-02-05"),
    key("stamp", "digest", "The digest of what was seen; another text means: review again.",
        "بصمة ما روجع، فإن تغيّر النص وجبت المراجعة ثانية.", needed=True),
)  # fmt: skip

FACT = shape(
    "a-fact",
    "One statement in your own words, with the passages it rests on. Its key is its id and never changes.",
    "عبارة واحدة بكلماتنا مع المقاطع التي تستند إليها. مفتاحها معرّفها، ولا يتغيّر أبدًا.",
    key("says", "text", "One statement in your own words that makes sense alone.", "عبارة واحدة بكلماتك، مفهومة وحدها.",
        needed=True, example="أُسست بعثة الناتو في العراق (NMI) عام 2018."),
    key("kind", KIND, "What kind of statement it is.", "نوع العبارة.", needed=True),
    key("date", "date", "When it happened or held: 2018, 2018-10, 2018-10-17, 2015~, 2021?, 2014/2017.",
        "متى وقع أو صحّ: 2018 أو 2018-10 أو 2018-10-17 أو 2015~ أو 2021? أو 2014/2017.", example="2018-10-17"),
    key("date_basis", BASIS, "Whether the source says the date; `stated` if not given.",
        "هل ذكر المصدر التاريخ؟ وإن لم يُكتب فهو `stated`."),
    key("because", "text", "The clue from which an inferred date was worked out.",
        "الدليل الذي استُنتج منه التاريخ."),
    key("topics", ListOf(Reference(("topic",), coined=True)), "The topics that sections select it by.",
        "الموضوعات التي تختارها الأقسام بها.", needed=True, example=["nmi"]),
    key("speaker", "text", "Who holds it or says so.", "صاحب الموقف أو القول.", example="وزير الدفاع"),
    key("measure", MEASURE, "The quantity that it reports.", "المقدار الذي تذكره.",
        example={"of": "coalition-members", "value": 86, "unit": "دولة"}),
    key("evidence", ListOf(EVIDENCE), "The passages it rests on, one or more.",
        "المقاطع التي تستند إليها، مقطع أو أكثر.",
        needed=True),
    key("reviewed", REVIEW, "Its review.", "مراجعتها."),
)  # fmt: skip
