"""A hand-built cited brief with every kind of block: an invented programme for the water network of a town.

`sample()` gives it in either numeral family. In the strings below `{…}` is a left-to-right run, `<…>` a right-to-left
one, `[3]` the call of note 3, and digits are written in the Latin family.
"""

from __future__ import annotations

import re

from briefgen.brief import (
    Block,
    Brief,
    Call,
    Cited,
    CitedBrief,
    Figure,
    KeyFigures,
    Listing,
    Note,
    Paragraph,
    Reference,
    Runs,
    Section,
    Table,
    Text,
    Timeline,
    TimelineEntry,
)

_MARK = re.compile(r"\{([^}]*)\}|<([^>]*)>|\[(\d+)\]")
_ARABIC_INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def sample(
    digits: str = "arabic-indic", marking: str = "للاستعمال الرسمي", contents: bool = True
) -> CitedBrief:
    """The sample brief: 30 notes, 7 sources, all kinds of blocks."""
    return _Writer(digits).brief(marking, contents)


_COUNCIL = "مجلس بلدية الواحة، «محضر الجلسة العاشرة»"
_REPORT = "وزارة الموارد المائية، «التقرير السنوي»"
_SURVEY = "مكتب المسح الميداني، «مسح الأسر في حوض الواحة»"
_FUND = "الصندوق الإقليمي للتنمية، «مذكرة التمويل»"
_ENGINEER = "س. الهادي، «ملاحظات على ضغط الشبكة»"
_STATEMENT = "[بيان عن انطلاق المرحلة الثانية]"
_SAME = "المصدر نفسه"
_URL = "{https://example.org/rdf/notes/2020/water-network-financing-memorandum.html}"

NOTES: tuple[tuple[str, str], ...] = (
    ("report", "وزارة الموارد المائية، «التقرير السنوي لبرنامج تأهيل الشبكات»، 2023، الفقرة 2."),
    ("report", f"{_SAME}، الفقرة 5."),
    ("council", f"{_COUNCIL}، 12 أيار/مايو 2019، الفقرة 1."),
    ("report council", f"{_REPORT}، الفقرتان 7 و8؛ {_COUNCIL}، الفقرة 4."),
    ("survey", f"{_SURVEY}، 2023، الفقرة 3."),
    ("survey", f"{_SAME}، الفقرة 9."),
    ("lab", "{Regional Water Laboratory, “Quality Bulletin No. 14”, 2023, para. 4.}"),
    ("report", f"{_REPORT}، الفقرة 11."),
    ("statement", f"{_STATEMENT}، دون تاريخ، الفقرة 2."),
    ("council", f"{_COUNCIL}، الفقرة 6."),
    ("council", f"{_SAME}، الفقرة 7."),
    ("statement", f"{_STATEMENT}، الفقرة 3."),
    (
        "report statement survey",
        f"{_REPORT}، الفقرة 14؛ {_STATEMENT}، الفقرة 5؛ {_SURVEY}، الفقرات 12 و13 و15.",
    ),
    ("fund", f"الصندوق الإقليمي للتنمية ({{RDF}})، «مذكرة التمويل»، 3 شباط/فبراير 2020، {_URL}، الفقرة 1."),
    ("fund", f"{_SAME}، الفقرة 2."),
    ("report", f"{_REPORT}، الفقرة 15."),
    ("report", f"{_SAME}، الفقرة 16."),
    ("survey", f"{_SURVEY}، الفقرة 18."),
    ("engineer", f"{_ENGINEER}، مجلة هندسة المياه، العدد 8، 2022، الفقرة 1."),
    ("engineer", f"{_SAME}، الفقرة 4."),
    ("engineer report", f"{_SAME}، الفقرة 6؛ {_REPORT}، الفقرة 19."),
    ("council", f"{_COUNCIL}، الفقرة 9."),
    ("report", f"{_REPORT}، الفقرة 20."),
    ("report", f"{_SAME}، الفقرة 21."),
    ("survey", f"{_SURVEY}، الفقرة 22."),
    ("lab", "{Regional Water Laboratory, “Quality Bulletin No. 14”, para. 5.}"),
    ("lab", f"{_SAME}، الفقرة 6."),
    ("engineer", f"{_ENGINEER}، الفقرة 8."),
    ("fund engineer", f"{_FUND}، الفقرة 5؛ {_ENGINEER}، الفقرة 11."),
    ("report", f"{_REPORT}، الفقرة 24."),
)
"""The sources and the text of each note."""

REFERENCES: tuple[tuple[str, str], ...] = (
    ("survey", f"{_SURVEY}، 2023."),
    ("council", f"{_COUNCIL}، 12 أيار/مايو 2019."),
    ("engineer", f"{_ENGINEER}، مجلة هندسة المياه، العدد 8، 2022."),
    ("report", "وزارة الموارد المائية، «التقرير السنوي لبرنامج تأهيل الشبكات»، 2023."),
    ("fund", f"الصندوق الإقليمي للتنمية ({{RDF}})، «مذكرة التمويل»، 3 شباط/فبراير 2020، {_URL}."),
    ("statement", f"{_STATEMENT}، دون تاريخ."),
    ("lab", "{Regional Water Laboratory, “Quality Bulletin No. 14”, 2023.}"),
)
"""The source and the text of each entry of the reference list."""


class _Writer:
    """Turns marked strings into runs of one numeral family."""

    def __init__(self, digits: str) -> None:
        self.digits = digits

    def text(self, text: str) -> str:
        return text.translate(_ARABIC_INDIC) if self.digits == "arabic-indic" else text

    def runs(self, marked: str) -> Runs:
        runs: list[Text | Call] = []
        end = 0
        for mark in _MARK.finditer(marked):
            if between := marked[end : mark.start()]:
                runs.append(Text(self.text(between)))
            runs.append(self.marked(*mark.groups()))
            end = mark.end()
        if rest := marked[end:]:
            runs.append(Text(self.text(rest)))
        return tuple(runs)

    def marked(self, latin: str | None, numbers: str | None, note: str | None) -> Text | Call:
        if latin:
            return Text(latin, "ltr")
        return Text(self.text(numbers), "rtl") if numbers else Call(int(note or 0))

    def paragraph(self, marked: str) -> Paragraph:
        return Paragraph(self.runs(marked))

    def figure(self, bound: str, value: str, unit: str, what: str, as_of: str) -> Figure:
        return Figure(
            self.runs(bound), self.runs(value), self.runs(unit), self.paragraph(what), self.runs(as_of)
        )

    def timeline(self, *entries: tuple[str, str]) -> Timeline:
        return Timeline(tuple(TimelineEntry(self.runs(when), self.paragraph(what)) for when, what in entries))

    def table(self, head: tuple[str, ...], *rows: tuple[str, ...]) -> Table:
        return Table(tuple(map(self.runs, head)), tuple(tuple(map(self.runs, row)) for row in rows))

    def notes(self) -> tuple[Note, ...]:
        return tuple(
            Note(
                number,
                self.note(text),
                tuple(Cited(source, (f"fact-{number}",), (number,)) for source in sources.split()),
            )
            for number, (sources, text) in enumerate(NOTES, start=1)
        )

    def note(self, text: str) -> Runs:
        """A note's runs; square brackets are text here."""
        runs = re.split(r"\{([^}]*)\}", text)
        return tuple(
            Text(part, "ltr") if odd else Text(self.text(part))
            for odd, part in ((index % 2, part) for index, part in enumerate(runs))
            if part
        )

    def references(self, notes: tuple[Note, ...]) -> tuple[Reference, ...]:
        return tuple(
            Reference(
                source,
                self.note(text),
                tuple(note.number for note in notes if any(cited.source == source for cited in note.cited)),
            )
            for source, text in REFERENCES
        )

    def brief(self, marking: str, contents: bool) -> CitedBrief:
        title = "تأهيل شبكة المياه في مدينة الواحة"
        subtitle = "مراحل البرنامج ونتائجه وما بقي منه"
        notes = self.notes()
        brief = Brief(
            id="water-network",
            title=self.runs(title),
            title_text=title,
            subtitle=self.runs(subtitle),
            subtitle_text=subtitle,
            dated="2024-02-05",
            as_of=self.runs("5 شباط/فبراير 2024"),
            version=self.runs("2"),
            marking=marking,
            digits="arabic-indic" if self.digits == "arabic-indic" else "latin",
            contents=contents,
            summary=(
                self.paragraph(
                    "بدأ برنامج تأهيل الشبكة في أيار/مايو 2019 بعد أن فقدت المدينة قرابة نصف مياهها في "
                    "الأنابيب "
                    "القديمة.[1] ويقوم على أربع مراحل، انتهت ثلاث منها، وتتولى هيئة واحدة هي {WNRA} إدارة "
                    "التنفيذ "
                    "ومراقبة الجودة معًا.[2] وقد أقر المجلس البلدي في العام نفسه أن تبقى الملكية للمدينة.[3]"
                ),
                self.paragraph(
                    "انخفض الفاقد انخفاضًا كبيرًا وازدادت ساعات التزويد،[4] غير أن الأحياء الشرقية لم "
                    "تلمس التحسن "
                    "بعد،[5] ويبقى تمويل المرحلة الرابعة أضعف حلقات البرنامج.[6]"
                ),
            ),
            sections=self.sections(),
        )
        return CitedBrief(brief, notes, self.references(notes))

    def sections(self) -> tuple[Section, ...]:
        titled: tuple[tuple[str, tuple[Block, ...]], ...] = (
            ("أرقام رئيسية", (self.figures(),)),
            ("كيف نشأ البرنامج", self.origins()),
            ("التسلسل الزمني", (self.events(),)),
            ("المراحل الأربع", (self.phases(),)),
            ("مواقف وآراء", self.views()),
            ("ما بقي مفتوحًا", self.open_points()),
        )
        return tuple(
            Section(f"s{number}", self.runs(title), blocks)
            for number, (title, blocks) in enumerate(titled, start=1)
        )

    def figures(self) -> KeyFigures:
        return KeyFigures(
            (
                self.figure(
                    "أكثر من",
                    "312",
                    "كيلومترًا",
                    "طول الأنابيب التي استبدلت منذ بدء البرنامج.[7]",
                    "كانون الأول/ديسمبر 2023",
                ),
                self.figure(
                    "", "18", "ساعة", "متوسط التزويد اليومي في الأحياء التي اكتمل العمل فيها.[8]", "2023"
                ),
                self.figure(
                    "نحو",
                    "21٪" if self.digits == "arabic-indic" else "21%",
                    "",
                    "الفاقد من المياه بعد المرحلة الثالثة.",
                    "2023",
                ),
                self.figure(
                    "",
                    "85",
                    "موقعًا",
                    "نقاط القياس التي ترسل بياناتها إلى {SCADA} كل ساعة.[9]",
                    "كانون الثاني/يناير 2024",
                ),
                self.figure(
                    "ما لا يقل عن",
                    "40,000" if self.digits == "latin" else "40٬000",
                    "أسرة",
                    "الأسر التي وصلتها الشبكة الجديدة.",
                    "",
                ),
            )
        )

    def origins(self) -> tuple[Block, ...]:
        return (
            self.paragraph(
                "كانت الشبكة القديمة قد بنيت على مراحل متباعدة، ولم يكن لدى البلدية خريطة كاملة لها. "
                "فلما أجري أول "
                "مسح شامل تبين أن بعض الخطوط الرئيسية بلا صمامات عزل، وأن إصلاح عطل واحد يقطع الماء "
                "عن نصف المدينة.[10] "
                "لذلك قرر المجلس أن يبدأ البرنامج من الخطوط الناقلة لا من الوصلات المنزلية.[11]"
            ),
            self.paragraph(
                "تدير البرنامج هيئة تأهيل شبكات المياه ({Water Network Rehabilitation Authority, "
                "WNRA})، وهي جهة منفصلة عن "
                "مديرية التشغيل، ويقتصر دورها على التخطيط والإشراف والتدريب؛ أما التنفيذ فتتولاه "
                "شركات محلية تختار "
                "بمناقصات علنية.[12] ويربط اتفاق التشغيل بين الهيئة والمديرية ثلاثة التزامات:"
            ),
            Listing(
                (
                    self.paragraph(
                        "تسليم كل قطاع بعد اختبار ضغط لا يقل عن ({6 bar}) مدة يوم كامل، وتوثيق نتيجته في سجل "
                        "مفتوح للبلدية.[13]"
                    ),
                    self.paragraph(
                        "تدريب فنيي المديرية على قراءة بيانات {SCADA/GIS} قبل التسليم بشهرين على الأقل.[14]"
                    ),
                    self.paragraph("إبقاء فريق طوارئ مشترك سنة كاملة بعد التسليم.[15]"),
                )
            ),
            self.paragraph(
                "وقد وسعت مهمة الهيئة عام 2021 بطلب من البلدية، فأضيفت إليها حماية الآبار ومتابعة "
                "نوعية المياه.[16] هل كان "
                "ذلك كافيًا؟[17] تختلف الإجابات باختلاف الأحياء، كما يظهر في القسم الخاص بالمواقف."
            ),
        )

    def events(self) -> Timeline:
        return self.timeline(
            ("2018", "أول مسح شامل للشبكة بعد انقطاع طويل أصاب وسط المدينة.[18]"),
            ("12 أيار/مايو 2019", "أقر المجلس البلدي البرنامج في جلسته العاشرة، وحدد له أربع مراحل."),
            (
                "3 شباط/فبراير 2020",
                (
                    "وقعت مذكرة التمويل مع الصندوق الإقليمي ({RDF}) بعد مفاوضات امتدت تسعة أشهر، وتضمنت "
                    "شرطًا يربط كل دفعة بتقرير مستقل عن الجودة.[19]"
                ),
            ),
            ("نحو 2021", "انتقل العمل من الخطوط الناقلة إلى شبكات الأحياء الغربية."),
            ("كانون الأول/ديسمبر 2021", "اختتمت المرحلة الأولى، وسلمت محطات الضخ الخمس إلى المديرية.[20]"),
            (
                "<2022–2023>",
                (
                    "نفذت المرحلتان الثانية والثالثة معًا اختصارًا للوقت، مع إبقاء الإشراف عليهما في يد "
                    "فريق واحد.[21]"
                ),
            ),
            ("كانون الثاني/يناير 2024", "بدأت دراسة المرحلة الرابعة.[22]"),
        )

    def phases(self) -> Table:
        return self.table(
            ("المرحلة", "الفترة", "أهم الأعمال", "النتيجة"),
            (
                "الأولى: التثبيت",
                "<2020–2021>",
                "استبدال الخطوط الناقلة وتركيب صمامات العزل.[23]",
                "انتهى الانقطاع الشامل عند كل عطل.",
            ),
            (
                "الثانية: التوسيع",
                "<2022–2023>",
                "مد شبكات جديدة في الأحياء الغربية والجنوبية، وربطها بمحطتي ضخ.",
                "زادت ساعات التزويد من 6 إلى 18 ساعة.[24]",
            ),
            (
                "الثالثة: القياس",
                "<2022–2023>",
                "نشر أجهزة {IoT} لقياس الضغط والجودة.[25]",
                "صار الفاقد يحسب يوميًا.[26]",
            ),
            ("الرابعة: الاستدامة", "لم تبدأ", "إعداد كوادر التشغيل وصندوق للصيانة.", "—"),
        )

    def views(self) -> tuple[Block, ...]:
        return (
            self.paragraph(
                "ترى مديرية المختبر الإقليمي أن نوعية المياه باتت ضمن الحدود المقبولة في جميع نقاط "
                "القياس، باستثناء "
                "نقطتين قرب المصب.[27] أما المهندس س. الهادي فيذهب إلى أن خفض الضغط ليلًا سيقصر عمر "
                "الأنابيب الجديدة، "
                "ويدعو إلى مراجعة معيار {ISO 24516-1:2016} المعتمد في العقود قبل أن تبدأ المرحلة الرابعة.[28]"
            ),
        )

    def open_points(self) -> tuple[Block, ...]:
        return (
            self.paragraph(
                "لم يحسم بعد من يدفع كلفة التشغيل حين تنتهي مذكرة التمويل، ولا كيف تحسب التعرفة في "
                "الأحياء التي تتقاسم "
                "عدادًا واحدًا.[29] وتنتظر الهيئة نتيجة التدقيق المستقل قبل أن تعرض على المجلس جدولًا "
                "زمنيًا جديدًا.[30]"
            ),
        )
