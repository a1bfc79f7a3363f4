"""The Arabic of the registered codes: message and standing advice, with the placeholders of the English.

The words are those of docs/guide/ar.md: واقعة a fact, مقطع a passage, ورقة a brief, إحالة a citation, معرِّف an id.
Left-to-right words stand between backticks, where they are isolated; a message has no full stop.
"""

from __future__ import annotations

from typing import NamedTuple


class Said(NamedTuple):
    """The texts of a code: what is wrong, and what to do."""

    message: str
    help: str = ""


ARABIC: dict[str, Said] = {
    # Reading a file
    "not-utf8": Said(
        "الملف ليس نصًا بترميز `UTF-8`: البايت {byte} في الموضع {offset}", "احفظ الملف بترميز `UTF-8`"
    ),
    "control-character": Said(
        "الحرف {character} غير مسموح به في الملف",
        "احذفه؛ لا يُكتب إلا ما يُطبع من الحروف ونهايات الأسطر والمسافات",
    ),
    "file-too-large": Said("حجم الملف {size} من البايتات، وهو أكثر من {limit}", "وزّعه على عدة ملفات"),
    "over-limit": Said("{what} من {size:oblique}، وهو أكثر من {limit}"),
    "more-problems": Said("أكثر من {limit} مشكلة هنا، ولا تُسرد البقية", "أصلح هذه أولًا، ثم افحص من جديد"),
    "too-deep": Said("تداخل يزيد على {limit} مستوى", "اكتبه بمستويات أقل"),
    "syntax": Said("{found}"),
    "unclosed-quote": Said("علامة الاقتباس `{mark}` فُتحت ولم تُغلق", "اكتب `{mark}` في آخر النص"),
    "unclosed-bracket": Said(
        "القوس `{bracket}` فُتح ولم يُغلق", "اكتب القوس الذي يغلقه حيث تنتهي القائمة أو المفاتيح"
    ),
    "missing-colon": Said("ليس بعد `{key}` نقطتان", "اكتب `{key}:` ثم مسافة ثم القيمة"),
    "missing-space": Said("لا مسافة بعد `{sign}`", "اكتب مسافة بعدها"),
    "missing-dash": Said("عنصر في قائمة بلا شرطة", "اكتب `- ` قبله"),
    "wrong-indent": Said(
        "يبدأ هذا السطر عند العمود {column}، ولا شيء فوقه يبدأ هناك",
        "المفاتيح التي يجمعها شيء واحد تبدأ من عمود واحد",
    ),
    "conflict-marker": Said(
        "علامة يتركها `Git` حيث تعذّر عليه ضمّ نسختين من الملف: `{mark}`",
        "أبقِ إحدى النسختين، واحذف الأسطر التي أولها `<<<<<<<` و`=======` و`>>>>>>>`",
    ),
    "stray-line": Said(
        "ليس هذا السطر مفتاحًا بقيمته ولا تتمة لنص",
        "أدخِله إلى الأمام إن كان تتمة النص الذي فوقه، واكتب قبله `key:` إن كان قيمة",
    ),
    "text-after-value": Said(
        "بعد القيمة المغلقة كلام زائد", "أدخِل القيمة كلها بين علامتي الاقتباس أو بين القوسين"
    ),
    "arabic-punctuation": Said("العلامة `{found}` حيث لا يُفهم إلا `{meant}`", "اكتب `{meant}`"),
    "hidden-in-key": Said(
        "في المفتاح `{key}` حرف خفي {character}", "احذفه؛ لا يسبق المفتاحَ إلا المسافات العادية"
    ),
    "tab-indent": Said("علامة جدولة حيث لا يصح إلا المسافات", "ضع مكانها مسافات"),
    "unquoted-colon": Said(
        "نقطتان رأسيتان بعدهما مسافة داخل نص بلا علامتي اقتباس", 'ضع النص كله بين علامتي اقتباس `"`'
    ),
    "duplicate-key": Said("المفتاح `{key}` مكتوب مرتين", "أبقِ أحدهما"),
    "alias": Said("لا تُستعمل هنا الروابط الداخلية: `{token}`", "اكتب القيمة كاملة في كل موضع"),
    "tag": Said("لا تُستعمل هنا الوسوم: `{token}`", "احذف الوسم؛ كل قيمة نص إلى أن يطلب الحقل غير ذلك"),
    "multiple-documents": Said("تبدأ هنا وثيقة ثانية", "أبقِ في الملف وثيقة واحدة"),
    "empty-file": Said("الملف فارغ", "اكتب فيه السجل، أو احذف الملف"),
    # Shape of records
    "unknown-key": Said("مفتاح غير معروف `{key}` في {where}"),
    "missing-key": Said("ينقص {where} المفتاح `{key}`", "أضف `{key}:`"),
    "empty-value": Said("لا قيمة للمفتاح `{key}`", "اكتب قيمة بعد النقطتين، أو احذف المفتاح"),
    "wrong-type": Said("في {what}: المتوقع {expected}، والمكتوب {found}"),
    "bad-choice": Said("القيمة `{found}` غير مقبولة للمفتاح `{key}`"),
    "bad-date": Said(
        "قيمة `{key}` ليست تاريخًا: `{found}` ({reason})",
        "اكتب `2018` أو `2018-10` أو `2018-10-17` أو `2014/2017`، أو زد `~` أو `?`",
    ),
    "bad-number": Said("المطلوب في `{key}` {expected}، والمكتوب `{found}`"),
    "bad-digest": Said(
        "قيمة `{key}` ليست بصمة `SHA-256`: `{found}`", "البصمة 64 حرفًا من الأرقام `0-9` والحروف `a-f`"
    ),
    "bad-id": Said("`{found}` لا يصلح معرِّفًا", "المعرِّف كلمات من `a-z` و`0-9` تصلها الشرطة `-`، ويبدأ بحرف"),
    "duplicate-name": Said("ملفان باسم واحد: `{name}`", "غيّر اسم أحدهما أو احذفه"),
    "name-mismatch": Said("اسم الملف `{file}` وفيه `brief: {found}`", "وحّد بينهما"),
    "one-way-to-choose": Said("في القسم أكثر من واحد من `select` و`facts` و`text`", "أبقِ واحدًا منها"),
    "nothing-to-show": Said("ليس في القسم أيّ من `select` و`facts` و`text`", "حدّد ما يعرضه القسم"),
    "key-without-use": Said("لا عمل للمفتاح `{key}` مع `{beside}`", "احذفه"),
    # Matrices
    "unknown-variable": Said("لا متغير باسم `{found}`"),
    "unclosed-variable": Said("متغير غير مغلق: `{found}`", "اكتب `)` بعد اسمه"),
    "unused-variable": Said(
        "المتغير `{variable}` لا يُستعمل في هذه المواصفة، فلا تختلف أوراقه إلا في أسمائها",
        "اكتب `$({variable})` حيث مكان قيمه، أو احذفه",
    ),
    "value-without-key": Said("ليس للقيمة `{value}` من قيم `{name}` مفتاح `{key}`"),
    "list-in-text": Said(
        "`{found}` قائمة ولا مكان لها في نص", "القائمة وحدها عنصر في قائمة معرِّفات، أو في مكان تلك القائمة"
    ),
    "duplicate-value": Said("للمتغير `{variable}` القيمة `{found}` من قبل", "اجعل لكل قيمة معرِّفًا خاصًا بها"),
    "name-collision": Said(
        "ورقتان تحملان الاسم `{name}`: {one} و{other}", "غيّر أحد المعرِّفات أو اسم أحد الملفين"
    ),
    "too-many-combinations": Said(
        "في المصفوفة {count} من التركيبات، وهو أكثر من {limit}", "وزّعها على عدة مواصفات"
    ),
    "no-combination": Said("لا تُبقي `exclude` تركيبًا يُطبع", "أبقِ واحدًا، أو احذف المواصفة"),
    "exclude-without-use": Said("لا يوافق هذا الاستثناء تركيبًا مما بقي", "صحّح قيمه، أو احذفه"),
    "duplicate-fact": Said("الواقعة `{fact}` مكتوبة مرتين", "لا يتكرر المعرِّف في ملفات الوقائع كلها"),
    "reason-missing": Said("تاريخ مستنتج بلا `because`", "اكتب القرينة التي استُنتج منها"),
    "speaker-missing": Said("واقعة من نوع `{kind}` بلا `speaker`", "اكتب صاحب القول"),
    "excluded-evidence": Said(
        "الفقرة {paragraph} من `{source}` مستبعدة من الأدلة: {why}", "أسنِد الواقعة إلى فقرة أخرى"
    ),
    # Ids, lists, addresses, dates of one record
    "opaque-id": Said(
        "المعرِّف `{id}` لا يدل على مسمّاه", "استعمل كلمات كما في `coalition-86-members`؛ فالمعرِّف لا يتغير أبدًا"
    ),
    "long-id": Said("معرِّف طوله {length}، والحد {limit}", "أبقِ الكلمات التي تميّزه من غيره"),
    "listed-twice": Said("`{name}` مذكور مرتين في القائمة", "احذف أحد الذكرين"),
    "bad-url": Said(
        "`{found}` ليس عنوان صفحة: {reason}", "انسخ العنوان من المتصفح، وفي أوله `https://` وبلا مسافات"
    ),
    "reversed-dates": Said("ينتهي الاختيار قبل أن يبدأ: `from` {since} و`to` {until}", "بادل بين التاريخين"),
    "before-issued": Said("تاريخ `{key}` هو {date}، أي قبل صدور المصدر: {issued}", "صحّح أحد التاريخين"),
    # A statement and its measure
    "value-mismatch": Said(
        "قيمة المقدار {recorded}، وفي العبارة {stated}", "اجعل العدد واحدًا في العبارة والمقدار"
    ),
    "bound-mismatch": Said(
        "كلمات العبارة تعني `{stated}`، والمقدار `{recorded}`", "قلها في الموضعين كما يقولها المصدر"
    ),
    "unit-mismatch": Said(
        "المعدود في العبارة «{stated}»، وفي المقدار «{recorded}»", "سمِّ المعدود باسم واحد في الموضعين"
    ),
    "date-mismatch": Said(
        "في العبارة {stated}، وتاريخ الواقعة {recorded}", "صحّح أحدهما؛ تاريخ الواقعة هو يوم ما ترويه"
    ),
    # The library as a whole
    "unused-fact": Said("وقائع لا تستعملها أي ورقة: {facts}", "أضفها إلى قسم، أو استبعدها بأسمائها في `not`"),
    "unused-source": Said("لا تستند إلى المصدر `{source}` أي واقعة", "اكتب منه وقائع، أو احذف سجله"),
    "unused-topic": Said(
        "لا تختار أي ورقة الموضوع `{topic}`، ولا واقعة فيه سوى `{fact}`", "اجمع الوقائع في موضوع تشترك فيه"
    ),
    "repeated-statement": Said(
        "تقول `{fact}` ما تقوله `{other}` بالألفاظ نفسها أو بما يقاربها", "أبقِ إحداهما ومعها مقاطع الاثنتين"
    ),
    "values-disagree": Said(
        "تختلف `{fact}` و`{other}` في `{of}` في الزمن نفسه: {value} مقابل {against}",
        "صحّح إحداهما، أو اعرضهما معًا في قسم فيه `show: compare`، أو اشرح الاختلاف مع `explains: [{of}]`",
    ),
    "outdated-value": Said(
        "تغيّرت القيمة التي في `{fact}` بعد ذلك: في `{newer}` القيمة {value} ({time})",
        "استعمل الواقعة الأحدث، أو اعرض الاثنتين",
    ),
    # Evidence
    "snapshot-altered": Said(
        "ليس في مخزن النصوص نص له البصمة المسجَّلة للمصدر `{source}`؛ وقُرئ بدلًا منه {file}"
    ),
    "passage-moved": Said(
        "هذا المقطع من `{source}` صار في موضع آخر: الفقرة {paragraph}، عند {at}",
        "الأمر `briefgen source verify --fix` يكتب الموضع الجديد",
    ),
    "passage-drifted": Said(
        "كلمات هذا المقطع من `{source}` ليست التي ثُبّتت",
        "قارن النص المحفوظ بالواقعة؛ فإن بقيت صحيحة فثبّتها من جديد بالأمر `briefgen fact anchor`",
    ),
    "passage-lost": Said(
        "لا أثر لهذا المقطع في النص المحفوظ للمصدر `{source}`",
        "قارن النص المحفوظ بالواقعة، وأسنِدها إلى مقطع آخر",
    ),
    "number-not-in-passage": Said(
        "العدد {number} ليس في أي مقطع من مقاطع هذه الواقعة", "صحّح العدد، أو أضف المقطع الذي فيه"
    ),
    "suspect-fact": Said(
        "تغيّرت الواقعة `{fact}` أو أحد مصادرها بعد أن راجعها {by} في {on}",
        "اقرأها مع مقاطعها من جديد، ثم اكتب `briefgen fact review {fact} --by NAME`",
    ),
    "withdrawn-source": Said(
        "تستند الواقعة `{fact}` إلى المصدر المسحوب `{source}`: {why}",
        "ضع واقعة أخرى مكانها، أو اشرح ذكرها في قسم نثري فيه `explains: [{source}]`",
    ),
    "unknown-explanation": Said("`{found}` ليس مصدرًا ولا مقدارًا يُشرح"),
    "disputed-value": Said("قيمة `{fact}` للمقدار `{of}` مختلف فيها: في `{other}` أنها {value} ({source})"),
    # References
    "unknown-fact": Said("لا واقعة معرِّفها `{fact}`"),
    "unknown-source": Said("لا مصدر معرِّفه `{source}`"),
    "unknown-topic": Said("لا واقعة موضوعها `{topic}`"),
    "unknown-measure": Said("لا واقعة فيها المقدار `{of}`", "اذكر مقدارًا في إحدى الوقائع"),
    "needless-exclusion": Said(
        "في `not` الواقعة `{fact}`، وبقية الشروط لا تختارها أصلًا", "احذفها من القائمة"
    ),
    "empty-selection": Said("لم يبق في هذا القسم ما يُعرض"),
    "fact-left-out": Said("تُركت الواقعة `{fact}` لأن تاريخها {date} بعد `as_of` الورقة، وهو {as_of}"),
    "fact-after-as-of": Said(
        "تاريخ الواقعة `{fact}`، وهو {date}، بعد `as_of` الورقة، وهو {as_of}",
        "أحِل إلى واقعة أخرى، أو أخّر `as_of`",
    ),
    "figure-without-measure": Said("ليس للواقعة `{fact}` مقدار `measure` يُعرض رقمًا رئيسًا"),
    "bad-citation": Said("إحالة لا تُقرأ: `{found}`", "اكتب `[@fact-id]` أو `[@one; @two]`"),
    "uncited-sentence": Said("جملة بلا إحالة: «{sentence}»", "اختمها بإحالة `[@fact-id]`"),
    # Text
    "presentation-form": Said("شكل الحرف {character} مكان الحرف نفسه", "اكتب الحرف العادي"),
    "bidi-control": Said("علامة اتجاه خفية {character} في النص", "احذفها"),
    "bidi-override": Said(
        "رمز الاتجاه {character} يجعل السطر يُقرأ بغير الترتيب الذي كُتب به", "احذفه، ثم أعد قراءة الباقي"
    ),
    "bidi-unclosed": Said("رمز الاتجاه {character} غير مغلق في سطره", "احذفه؛ الطباعة تضبط اتجاه كل كلمة"),
    "invisible-character": Said("محرف خفي {character} في النص", "احذفه"),
    "look-alike": Said(
        "المحرف {character} من لغة أخرى في موضع المحرف العربي `{instead}`", "اكتب المحرف العربي"
    ),
    "mixed-digits": Said(
        "العدد `{found}` مكتوب بغير الأرقام التي بدأ بها هذا النص: `{instead}`",
        "التزم نوعًا واحدًا من الأرقام؛ والطباعة توحّد الأرقام على ما تطلبه الورقة",
    ),
    "latin-punctuation": Said(
        "علامة لاتينية `{sign}` في نص عربي، وموضعها للعلامة `{instead}`", "اكتب العلامة العربية"
    ),
    "straight-quote": Said("علامة اقتباس مستقيمة في نص عربي", "اكتب «…»"),
    "stray-space": Said("مسافة في غير موضعها عند `{sign}`", "احذفها"),
    "crowded-sign": Said("لا مسافة بعد `{sign}`", "أضف مسافة"),
    "unbalanced-bracket": Said("العلامة `{sign}` لا تقابلها أختها", "اكتب العلامة المقابلة، أو احذف هذه"),
    "tatweel": Said("تطويل في النص", "احذفه؛ تمديد الأسطر عمل الطباعة"),
    "double-space": Said("مسافتان متتاليتان", "أبقِ واحدة"),
    # The page
    "missing-glyph": Said(
        "ليس في أي خط صورة للحرف {character}", "احذفه، أو أضف إلى `fonts/` خطًا فيه هذا الحرف"
    ),
    "template": Said("مشكلة في القالب: {reason}"),
}
