"""Texts beside the messages of codes, in English and Arabic: advice for one case, labels, notes, names of things.

One line a phrase: its key, the English, the Arabic. Placeholders in braces are the same in both (a test sees to it).
Left-to-right words stand between backticks, so that the Arabic can isolate them.
"""

from __future__ import annotations

from briefgen.diagnostics.archiving import ARCHIVING
from briefgen.diagnostics.capturing import CAPTURING
from briefgen.diagnostics.counting import Language
from briefgen.diagnostics.credentials import CREDENTIALS
from briefgen.diagnostics.failures import FAILURES
from briefgen.diagnostics.remarks import REMARKS


def _said(en: str, ar: str) -> dict[Language, str]:
    return {"en": en, "ar": ar}


_WORDS = {
    # The words of a report
    "error": _said("error", "خطأ"),
    "warning": _said("warning", "تنبيه"),
    "help": _said("help", "مساعدة"),
    "note": _said("note", "ملاحظة"),
    "at": _said("at", "عند"),
    "after": _said("after", "بعد"),
    "checked": _said("{briefs}, {facts}, {sources}: {found}", "{briefs}، {facts}، {sources}: {found}"),
    "fixable": _said("`briefgen check --fix` makes {fixes}", "ما يصلحه `briefgen check --fix` وحده: {fixes}"),
    "fixed": _said("{fixes} made in {files}", "تمّ في {files:oblique}: {fixes}"),
    "would-fix": _said("{fixes} would be made in {files}", "يتمّ في {files:oblique}: {fixes}"),
    "left-reviewed": _said(
        "{fixes} left out: the facts are reviewed as they stand",
        "تُرك لأن الوقائع رُوجعت بألفاظها: {fixes}",
    ),
    "left-worse": _said(
        "`{file}` is left as it is: mended, it would have errors that it has not now",
        "تُرك `{file}` كما هو: لو أُصلح لظهرت فيه أخطاء ليست فيه الآن",
    ),
    "no-problems": _said("no problems", "لا مشكلات"),
    "summary-of-one-kind": _said("{one} in {files}", "{one} في {files:oblique}"),
    "summary": _said("{errors}, {warnings} in {files}", "{errors} و{warnings} في {files:oblique}"),
}
_NOUNS = {
    # What a record is called
    "a-topic-spec": _said("a topic spec", "مواصفة الورقة"),
    "a-section": _said("a section", "القسم"),
    "a-selection": _said("a selection", "شروط الاختيار"),
    "labels": _said("labels", "أسماء المقادير"),
    "a-fact": _said("a fact", "الواقعة"),
    "a-file-of-facts": _said("a file of facts", "ملف الوقائع"),
    "a-measure": _said("a measure", "المقدار"),
    "a-piece-of-evidence": _said("a piece of evidence", "الدليل"),
    "a-passage": _said("a passage", "المقطع"),
    "a-review": _said("a review", "المراجعة"),
    "a-source": _said("a source", "المصدر"),
    "a-name": _said("a name", "الاسم"),
    "a-date": _said("a date", "التاريخ"),
    "a-snapshot": _said("a snapshot", "النص المحفوظ"),
    "an-excluded-paragraph": _said("an excluded paragraph", "الفقرة المستبعدة"),
    "a-withdrawal": _said("a withdrawal", "سحب المصدر"),
    "rights": _said("rights", "الحقوق"),
    "the-settings": _said("the settings", "الإعدادات"),
    "key": _said("`{key}`", "`{key}`"),
    # What a value can be
    "text": _said("text", "نص"),
    "a-text": _said("a text", "نص"),
    "a-file": _said("a file", "ملف"),
    "a-line": _said("a line", "سطر"),
    "over-limit-a-file": _said("split it into several files", "وزّعه على عدة ملفات"),
    "over-limit-a-line": _said(
        "break it: a text after `|` goes over several lines, a list has an item a line",
        "اكسره: النص بعد `|` يمتد على عدة أسطر، وللقائمة سطر لكل عنصر",
    ),
    "over-limit-a-text": _said("part it, into sections for example", "جزّئه، إلى أقسام مثلًا"),
    "a-list": _said("a list", "قائمة"),
    "keys-with-values": _said("keys with values", "مفاتيح وقيمها"),
    "list-of": _said("a list of {items}", "قائمة من {items}"),
    "sections": _said("sections", "الأقسام"),
    "fact-ids": _said("fact ids", "معرِّفات الوقائع"),
    "topic-ids": _said("topic ids", "معرِّفات الموضوعات"),
    "source-ids": _said("source ids", "معرِّفات المصادر"),
    "ids-to-explain": _said("ids of sources and measures", "معرِّفات المصادر والمقادير"),
    "kinds-of-facts": _said("kinds of facts", "أنواع الوقائع"),
    "passages": _said("passages", "المقاطع"),
    "names": _said("names", "الأسماء"),
    "paragraphs-with-reasons": _said("paragraphs with reasons", "الفقرات وأسباب استبعادها"),
    "whole-number": _said("a whole number from 1", "عدد صحيح من 1 فصاعدًا"),
    "decimal-number": _said("a number written with 0-9 and a point", "عدد يُكتب بالأرقام 0-9 وفاصلته نقطة"),
    "two-offsets": _said("two offsets", "موضعان"),
    "two-offsets-in-order": _said(
        "two offsets, the first smaller than the second", "موضعان أولهما أصغر من الثاني"
    ),
    "nothing": _said("nothing", "لا شيء"),
}
_ADVICE = {
    "close-citation": _said("close the citation with `]`", "أغلق الإحالة بالقوس `]`"),
    "no-separator": _said(
        "write the number without a separator: `{number}`", "اكتب العدد بلا فاصلة بين خاناته: `{number}`"
    ),
    "did-you-mean": _said("did you mean `{name}`?", "أتقصد `{name}`؟"),
    "did-you-mean-fact": _said(
        "did you mean `{name}`, which says: {says}", "أتقصد الواقعة `{name}`؟ عبارتها: {says}"
    ),
    "known-keys": _said("known keys: {names}", "المفاتيح المعروفة هنا: {names}"),
    "one-of": _said("one of: {names}", "القيم الممكنة: {names}"),
    "known-sources": _said("known sources: {names}", "المصادر المعروفة: {names}"),
    "known-topics": _said("known topics: {names}", "الموضوعات المعروفة: {names}"),
    "no-source-yet": _said("no source is known yet", "لا مصادر معروفة بعد"),
    "no-topic-yet": _said("no topic is known yet", "لا موضوعات معروفة بعد"),
    "arabic-comma": _said(
        "ids are parted by the comma `,`, not by `،`",
        "يفصل بين المعرِّفات الفاصلة اللاتينية `,` لا الفاصلة العربية `،`",
    ),
    "where-facts-are": _said(
        "facts are read from `briefs/facts/*.yaml`; `briefgen fact list` shows them",
        "تُقرأ الوقائع من `briefs/facts/*.yaml`، ويعرضها الأمر `briefgen fact list`",
    ),
    "list-in-brackets": _said(
        "put its items between square brackets, parted by commas",
        "ضع العناصر بين قوسين معقوفين وافصل بينها بالفاصلة `,`",
    ),
    "loosen-one": _said(
        "no fact fits all conditions together; loosen one",
        "لا واقعة تستوفي الشروط كلها معًا؛ خفّف واحدًا منها",
    ),
    "without-the-key": _said("without `{key}`, {facts} would be chosen", "لولا `{key}` لاختيرت {facts}"),
    "all-after-as-of": _said(
        "every fact listed here is dated after the brief's `as_of` {as_of}",
        "تاريخ كل واقعة مذكورة هنا بعد `as_of` الورقة، وهو {as_of}",
    ),
    "show-the-dispute": _said(
        "print both in a section with `show: compare`, cite `{other}` too, or explain the difference in a section "
        "of prose with `explains: [{of}]`",
        "اعرض القيمتين في قسم فيه `show: compare`، أو أحِل إلى `{other}` أيضًا، أو اشرح الاختلاف في قسم نثري فيه "
        "`explains: [{of}]`",
    ),
    "restore-the-text": _said(
        "put the recorded text back into the store; if the new text is right, see `briefgen source add --replace`",
        "أعِد النص المسجَّل إلى المخزن؛ وإن كان النص الجديد هو الصحيح فانظر `briefgen source add --replace`",
    ),
    "several-places": _said(
        "its words stand unchanged at several other places, {places}; anchor it again with `briefgen fact anchor`",
        "كلماته كما هي في مواضع أخرى عدّة: {places}؛ ثبّته من جديد بالأمر `briefgen fact anchor`",
    ),
    "double-backslash": _said(
        "write it twice, or use single quotation marks", "اكتبها مرتين، أو استعمل علامتي `'`"
    ),
    "quote-the-text": _said(
        "put the whole text between quotation marks", 'ضع النص كله بين علامتي اقتباس `"`'
    ),
    "start-on-next-line": _said("start it on the next line", "ابدأها في السطر التالي"),
    "text-on-next-line": _said("start the text on the next line", "ابدأ النص في السطر التالي"),
}
_MISTAKES = {
    "closes-the-other": _said("this closes the other kind of bracket", "هذا يغلق النوع الآخر من الأقواس"),
    "indent-the-text": _said(
        "begin each line of the text that follows `|` or `>` with two spaces more than its key",
        "ابدأ كل سطر من النص الذي يلي `|` أو `>` بمسافتين أكثر من مفتاحه",
    ),
    "align-with": _said(
        "align it with `{key}` in line {line}, column {column}",
        "حاذِه مع `{key}` في السطر {line}، عند العمود {column}",
    ),
    "saved-as": _said(
        "the file seems to be saved as {encoding}; save it as UTF-8",
        "يبدو أن الملف محفوظ بترميز {encoding}؛ احفظه بترميز `UTF-8`",
    ),
    "space-after-colon": _said(
        "write a space after the colon: `{key}: …`", "اكتب مسافة بعد النقطتين: `{key}: …`"
    ),
    "space-after-dash": _said("write a space after each dash, `- `", "اكتب مسافة بعد كل شرطة: `- `"),
    "dash-before-items": _said(
        "begin each item with `- `; the keys of one item stand below its first",
        "ابدأ كل عنصر بالشرطة `- `؛ وتُحاذى مفاتيح العنصر الواحد تحت أولها",
    ),
    "fact-by-id": _said(
        "begin each fact with its id and a colon, `fact-id:`, and put its keys below it, two spaces to the right",
        "ابدأ كل واقعة بمعرِّفها ونقطتين، `fact-id:`، وضع مفاتيحها تحته بعد مسافتين",
    ),
}
_FOUND = {
    # What cannot be read
    "bad-escape": _said("a backslash that begins no escape", "شرطة مائلة عكسية `\\` لا يبدأ بها رمز معروف"),
    "bad-start": _said(
        "a text without quotation marks cannot start with this character",
        "لا يبدأ النص بهذا الحرف ما لم يكن بين علامتي اقتباس",
    ),
    "starts-with": _said(
        "a text without quotation marks cannot start with `{sign}`",
        "لا يبدأ النص بالعلامة `{sign}` ما لم يكن بين علامتي اقتباس",
    ),
    "starts-with-percent": _said("a line cannot start with `%`", "لا يبدأ السطر بالعلامة `%`"),
    "list-on-key-line": _said("a list cannot start on its key's line", "لا تبدأ القائمة في سطر مفتاحها"),
    "text-on-block-line": _said("text on the line of `|` or `>`", "نص في سطر العلامة `|` أو `>`"),
    "unreadable": _said("this cannot be read as keys with values", "لا يُقرأ هذا مفاتيحَ وقيمًا"),
    "key-with-keys": _said("a key that is a list or has keys itself", "مفتاح هو قائمة أو له مفاتيح"),
}
_PLACES = {
    "first-written-here": _said("first written here", "كُتب أولًا هنا"),
    "the-other-one": _said("the other one", "الملف الآخر"),
    "id-is-file-name": _said(
        "the id of a brief or a source is the name of its file", "معرِّف الورقة أو المصدر هو اسم ملفه"
    ),
}
_MATRICES = {
    "a-matrix": _said("a matrix", "المصفوفة"),
    "a-value": _said("a value", "قيمة"),
    "an-exclusion": _said("an exclusion", "استثناء"),
    "an-inclusion": _said("an inclusion", "إضافة"),
    "values": _said("values", "القيم"),
    "combinations": _said("combinations", "تركيبات القيم"),
    "texts": _said("texts", "نصوص"),
    "text-or-keys": _said("text or keys with values", "نص أو مفاتيح وقيمها"),
    "variables-with-values": _said("variables with their values", "متغيرات وقيمها"),
    "names-of-variables": _said(
        "variables are lower-case words of `a-z` and `0-9` joined by hyphens, and start with a letter",
        "أسماء المتغيرات كلمات صغيرة الأحرف من `a-z` و`0-9` تصلها شرطة، وأولها حرف",
    ),
    "ids-of-values": _said(
        "ids of values are lower-case words of `a-z` and `0-9` joined by hyphens",
        "معرِّفات القيم كلمات صغيرة الأحرف من `a-z` و`0-9` تصلها شرطة",
    ),
    "value-with-label": _said(
        "write `{id: …, label: {found}}`; the id names the output",
        "اكتب `{id: …, label: {found}}`؛ فالمعرِّف اسم الملف الناتج",
    ),
    "no-matrix": _said(
        "this spec has no `matrix`; write `$$(` for `$(` as it stands",
        "ليس في هذه المواصفة `matrix`؛ واكتب `$$(` لطباعة `$(` كما هي",
    ),
    "known-variables": _said("variables of this spec: {names}", "متغيرات هذه المواصفة: {names}"),
    "key-for-values": _said(
        "add `{key}:` to each value of `{name}`", "أضف `{key}:` إلى كل قيمة من قيم `{name}`"
    ),
    "the-value": _said("the value `{value}`", "القيمة `{value}`"),
    "in-some-briefs": _said(
        "in {some} of {all} briefs of this spec: {names}",
        "عدد أوراق هذه المواصفة التي فيها الخطأ {some} من {all}: {names}",
    ),
    "more-like-it": _said("and {number} more like it at this place", "ومثله في هذا الموضع {number}"),
    "more-of-this-matrix": _said("and {number} more of this matrix", "وغيره من هذه المصفوفة {number}"),
    "that-of-file": _said("that of `{file}`", "ورقة `{file}`"),
}
_RULES = {
    # Further places, and what was found
    "recorded-here": _said("recorded here", "المسجَّل هنا"),
    "ends-here": _said("the end", "النهاية"),
    "issued-here": _said("issued", "تاريخ الصدور"),
    "first-listed-here": _said("first listed here", "ذُكر أولًا هنا"),
    "also-said-here": _said("said here", "قيل هنا"),
    "other-value-here": _said("the other value", "القيمة الأخرى"),
    "newer-value-here": _said("the newer value", "القيمة الأحدث"),
    "this-one-too": _said("this one too", "وهذه أيضًا"),
    "no-number": _said("no number", "لا عدد"),
    # Why a text is no address
    "url-scheme": _said(
        "it does not begin with `https://` or `http://`", "ليس في أوله `https://` ولا `http://`"
    ),
    "url-space": _said("there is a space in it", "فيه مسافة"),
    "url-character": _said(
        "there is a character in it that addresses do not have", "فيه محرف لا يكون في العناوين"
    ),
    "url-no-host": _said("it names no site", "لا يذكر اسم موقع"),
    "url-host": _said("its site has no name that a site can have", "اسم الموقع فيه لا يصلح اسمًا لموقع"),
    "url-port": _said("what follows the colon is no port", "ما بعد النقطتين ليس رقم منفذ"),
    "url-user": _said("it holds the name of a user", "فيه اسم مستخدم"),
    "url-escape": _said(
        "`%` in it is not followed by two hexadecimal digits", "بعد العلامة `%` فيه لا يأتي رقمان ستعشريان"
    ),
}
_DATES = {
    # Why a text is no date
    "as-of-needs-end": _said("an as-of date needs an end", "لا بد لهذا التاريخ من نهاية"),
    "interval-sides": _said(
        "an interval has two sides, and this has {number}", "للمدة طرفان، وفي هذه {number}"
    ),
    "date-empty": _said("the date is empty", "التاريخ فارغ"),
    "date-digits": _said("dates are written with the digits 0-9", "تُكتب التواريخ بالأرقام 0-9"),
    "date-spaces": _said("a date has no spaces in it", "لا مسافات في التاريخ"),
    "date-hyphen": _said(
        "the parts of a date are joined by a plain hyphen '-'", "تصل أجزاء التاريخ الشرطة القصيرة `-`"
    ),
    "date-time": _said("times of day are not supported", "لا تُكتب الساعة مع التاريخ"),
    "interval-no-start": _said(
        "the interval has no start; one that is open is written '..'",
        "لا بداية للمدة؛ والبداية المفتوحة تُكتب `..`",
    ),
    "interval-no-end": _said(
        "the interval has no end; one that is open is written '..'",
        "لا نهاية للمدة؛ والنهاية المفتوحة تُكتب `..`",
    ),
    "interval-open": _said("an interval needs a start or an end", "لا بد للمدة من بداية أو نهاية"),
    "interval-backwards": _said("the interval ends before it starts", "تنتهي المدة قبل أن تبدأ"),
    "date-qualifiers": _said(
        "a date has one qualifier at most: '~', '?' or '%' for both",
        "للتاريخ علامة تقييد واحدة: `~` أو `?`، أو `%` لهما معًا",
    ),
    "date-qualifier-end": _said(
        "a qualifier (~ ? %) stands at the end of a date",
        "علامة التقييد (`~` أو `?` أو `%`) مكانها آخر التاريخ",
    ),
    "date-capital-x": _said(
        "unspecified digits are written with a capital X", "الرقم غير المحدد يُكتب `X` كبيرة"
    ),
    "date-shape": _said(
        "'{text}' is not of the form YYYY, YYYY-MM or YYYY-MM-DD",
        "ليس {text} على صورة `YYYY` أو `YYYY-MM` أو `YYYY-MM-DD`",
    ),
    "year-without-month": _said(
        "a year with unspecified digits has no month", "لا شهر لسنة رقم من أرقامها غير محدد"
    ),
    "day-needs-month": _said("a day needs its month", "لا بد لليوم من شهره"),
    "season-no-days": _said("season {season} has no days of its own", "لا أيام للفصل {season}"),
    "season-unknown": _said(
        "season {season} is not supported; seasons are 21 (spring) to 24 (winter)",
        "لا فصل برقم {season}؛ الفصول من 21 (الربيع) إلى 24 (الشتاء)",
    ),
    "no-such-month": _said("month {month} does not exist", "لا شهر برقم {month}"),
    "no-such-day": _said("day {day} does not exist", "لا يوم برقم {day}"),
    "no-such-day-in-month": _said("{month} has no day {day}", "ليس في {month} يوم برقم {day}"),
    "no-year-zero": _said("year 0000 is not supported", "لا سنة برقم 0000"),
}

_TABLES = (FAILURES, REMARKS, ARCHIVING, CREDENTIALS, CAPTURING)
PHRASES: dict[str, dict[Language, str]] = {
    **_WORDS,
    **_NOUNS,
    **_ADVICE,
    **_FOUND,
    **_PLACES,
    **_MATRICES,
    **_MISTAKES,
    **_RULES,
    **_DATES,
    **{key: _said(*texts) for table in _TABLES for key, texts in table.items()},
}
