"""What is said of failures of the machine, and of what was asked for wrongly: English and Arabic, by key.

The rules are those of `phrases`. Words of the command line stand between backticks in Arabic.
"""

from __future__ import annotations

_FILES = {
    "no-folder": ("there is no folder {path}", "لا مجلد في {path}"),
    "no-file": ("there is no file {path}", "لا ملف في {path}"),
    "no-file-or-folder": ("there is no file or folder {path}", "لا ملف ولا مجلد في {path}"),
    "not-in-workspace": ("{path} is not in the workspace {root}", "{path} ليس في مساحة العمل {root}"),
    "name-workspace": ("name a workspace with --workspace", "سمِّ مساحة العمل بالخيار `--workspace`"),
    "name-other-workspace": (
        "name another workspace with --workspace",
        "سمِّ مساحة عمل أخرى بالخيار `--workspace`",
    ),
    "name-other-out": ("name another folder with --out", "سمِّ مجلدًا آخر بالخيار `--out`"),
    "no-briefs-folder": ("no folder briefs/ in {path}", "لا مجلد `briefs/` في {path}"),
    "changed-meanwhile": ("{path} was changed meanwhile", "غيّر أحد {path} في هذه الأثناء"),
    "run-again": ("run the command again", "شغّل الأمر من جديد"),
    "cannot-list": ("cannot list {path}: {reason}", "تعذّر سرد ما في {path}: {reason}"),
    "cannot-read": ("cannot read {path}: {reason}", "تعذّرت قراءة {path}: {reason}"),
    "cannot-write": ("cannot write {path}: {reason}", "تعذّرت كتابة {path}: {reason}"),
    "cannot-write-into": ("cannot write into {path}: {reason}", "تعذّرت الكتابة في {path}: {reason}"),
    "no-regular-file": ("it is no regular file", "ليس ملفًا عاديًا"),
    "larger-than": ("{path} has {size} bytes, more than {limit}", "حجم {path} بالبايت {size}، وهو أكثر من {limit}"),
    "no-store": ("there is no snapshot store {path}", "لا مخزن للنصوص المحفوظة في {path}"),
    "no-store-named": ("no snapshot store is named", "لم يُسمَّ مخزن للنصوص المحفوظة"),
    "name-store": ("name one with --snapshots", "سمِّ واحدًا بالخيار `--snapshots`"),
    "name-store-or": (
        "name one with --snapshots, or set {variable}",
        "سمِّ واحدًا بالخيار `--snapshots` أو بالمتغير {variable}",
    ),
    "not-empty-folder": ("{path} is not an empty folder", "{path} ليس مجلدًا فارغًا"),
    "there-already": ("{path} is there already", "{path} موجود من قبل"),
    "name-another-out": ("name another one with --out", "سمِّ غيره بالخيار `--out`"),
    "not-changed-here": (
        "{path}: written in a way that is not changed here",
        "{path}: مكتوب على صورة لا يغيّرها هذا الأمر",
    ),
    "check-tells-more": ("`briefgen check` tells more", "يبيّن `briefgen check` المزيد"),
    "check-tells-why": ("`briefgen check` tells why", "يبيّن `briefgen check` السبب"),
    "settings-unusable": ("the settings of the workspace cannot be used", "لا تصلح إعدادات مساحة العمل للاستعمال"),
    "bad-epoch": (
        "SOURCE_DATE_EPOCH is no number of seconds: {value}",
        "المتغير `SOURCE_DATE_EPOCH` ليس عددًا من الثواني: {value}",
    ),
    "needs-package": ("{what} needs the package {package}", "يحتاج {what} إلى الحزمة {package}"),
    "install-extra": (
        "install it with: pip install 'briefgen[{extra}]'",
        "ثبّتها بالأمر `pip install 'briefgen[{extra}]'`",
    ),
}  # fmt: skip
_ASKED = {
    "no-brief": ("there is no brief `{name}`", "لا ورقة باسم `{name}`"),
    "no-fact": ("there is no fact `{name}`", "لا واقعة باسم `{name}`"),
    "no-source": ("there is no source `{name}`", "لا مصدر باسم `{name}`"),
    "no-code": ("there is no code `{name}`", "لا رمز باسم `{name}`"),
    "neither-source-nor-fact": (
        "there is neither a source nor a fact `{name}`",
        "لا مصدر ولا واقعة باسم `{name}`",
    ),
    "sources-and": ("sources: {names}; {advice}", "المصادر: {names}؛ {advice}"),
    "no-fact-of-topic": ("no fact has the topic `{name}`", "لا واقعة موضوعها `{name}`"),
    "no-fact-of-source": ("no fact has the source `{name}`", "لا واقعة مصدرها `{name}`"),
    "no-kind": ("`{name}` is no kind of fact", "ليس `{name}` من أنواع الوقائع"),
    "taken-brief": ("there is a brief `{name}` already: {place}", "الورقة `{name}` موجودة من قبل: {place}"),
    "taken-source": ("there is a source `{name}` already: {place}", "المصدر `{name}` موجود من قبل: {place}"),
    "taken-fact": ("there is a fact `{name}` already", "الواقعة `{name}` موجودة من قبل"),
    "taken-fact-at": (
        "there is a fact `{name}` already: {path}, line {line}",
        "الواقعة `{name}` موجودة من قبل: {path}، السطر {line}",
    ),
    "taken-workspace": ("there is a workspace in {path} already", "في {path} مساحة عمل من قبل"),
    "not-an-id": ("`{name}` is not an id", "ليس `{name}` معرِّفًا"),
    "shape-of-ids": (
        "lower-case words of a-z and 0-9 joined by hyphens",
        "المعرِّف كلمات من `a-z` الصغيرة و`0-9` تصلها شرطة `-`",
    ),
    "no-specs": ("no topic specs in briefs/", "لا مواصفات أوراق في `briefs/`"),
    "specs-are": (
        "a topic spec is a file briefs/<brief>.yaml",
        "مواصفة الورقة ملف: `briefs/<brief>.yaml`",
    ),
    "stands-for": (
        "`{name}` has a matrix and stands for {briefs}",
        "في `{name}` مصفوفة، وهي اسم يجمع {briefs:oblique}",
    ),
    "name-one-of": ("name one of them: {names}", "سمِّ واحدة منها: {names}"),
    "briefs-of": ("briefs of `{name}`: {names}", "أوراق `{name}`: {names}"),
    "known-briefs": ("known briefs: {names}", "الأوراق المعروفة: {names}"),
    "spec-unreadable": ("the topic spec of `{name}` cannot be read", "تعذّرت قراءة مواصفة الورقة `{name}`"),
    "record-unreadable": ("the record of `{name}` cannot be read", "تعذّرت قراءة بيانات المصدر `{name}`"),
    "nothing-to-replace": (
        "there is no source `{name}` to replace the snapshot of",
        "لا مصدر باسم `{name}` حتى يُستبدل نصه المحفوظ",
    ),
    "formats-from-lock": (
        "--locked and --frozen take the formats from the lock",
        "يأخذ `--locked` و`--frozen` الصيغ من القفل",
    ),
    "leave-out-formats": ("leave out --format and --print", "اترك `--format` و`--print`"),
    "locked-or-frozen": (
        "--locked and --frozen exclude each other",
        "لا يجتمع `--locked` و`--frozen`",
    ),
    "says-nothing": ("{option} says nothing", "ليس في {option} شيء"),
    "names-nobody": ("{option} names nobody", "ليس في {option} اسم أحد"),
    "not-a-date": ("{option} is not a date: {text}", "ليس {option} تاريخًا: {text}"),
    "not-a-date-since": (
        "{option} is not a date: {text} ({reason})",
        "ليس {option} تاريخًا: {text} ({reason})",
    ),
    "not-a-day": ("{option} is not one day: {text}", "ليس {option} يومًا واحدًا: {text}"),
    "nothing-asked": ("nothing is searched for", "لم يُطلب البحث عن شيء"),
    "ask-for-something": (
        "name a word that must be there, or a filter as --topic",
        "اكتب كلمة لا بد منها، أو شرطًا مثل `--topic`",
    ),
    "explain-needs-code": ("explain needs a code", "يحتاج `explain` إلى رمز"),
    "codes-listed": ("`briefgen explain --list` lists all codes", "يسرد `briefgen explain --list` كل الرموز"),
    "withdrawn-already": (
        "`{name}` was withdrawn on {day}: {why}",
        "سُحب المصدر `{name}` في {day}: {why}",
    ),
    "no-note": ("{path} has no note {number}", "ليس في {path} حاشية برقم {number}"),
    "has-notes": ("it has {notes}", "فيه {notes}"),
    "carries-no-record": ("it carries no {name}", "لا يحمل الملف {name}"),
    "carries-other-record": (
        "it carries a {name} of another kind or version",
        "يحمل الملف {name} من نوع آخر أو إصدار آخر",
    ),
    "only-ours-traced": (
        "only PDFs that briefgen printed can be traced",
        "لا تُتتبّع إلا ملفات `PDF` التي طبعها `briefgen`",
    ),
    "few-words": ("fewer than {number} words are selected", "اختير أقل من {number} كلمات"),
    "more-words": ("select more words of the passage", "اختر كلمات أكثر من المقطع"),
    "words-not-found": (
        "these words do not stand in one paragraph of the snapshot, in this order",
        "لا ترد هذه الكلمات في فقرة واحدة من النص المحفوظ بهذا الترتيب",
    ),
    "copy-words": (
        "copy them from the snapshot; harakat, letter variants and punctuation may differ, words may not",
        "انسخها من النص المحفوظ؛ قد تختلف الحركات وصور الحروف وعلامات الترقيم، لا الكلمات",
    ),
    "words-ambiguous": ("these words stand at several places", "ترد هذه الكلمات في مواضع عدة"),
    "one-place": (
        "select more words, so that only one place is meant",
        "اختر كلمات أكثر حتى لا يُقصد إلا موضع واحد",
    ),
    "words-excluded": (
        "these words stand in a paragraph that is excluded from evidence",
        "ترد هذه الكلمات في فقرة مستبعدة من الأدلة",
    ),
    "other-paragraph": ("rest the fact on another one", "أسند الواقعة إلى فقرة أخرى"),
    "refused-since": ("{what}: {why}", "{what}: {why}"),
    "place-in-text": (
        "paragraph {paragraph}, [{start}, {end}]: {around}",
        "الفقرة {paragraph}، من {start} إلى {end}: {around}",
    ),
    "copy-by-hand": ("copy the evidence into `{name}` by hand", "انسخ الدليل إلى `{name}` بيدك"),
    "no-text-of": ("the store has no text of the source `{name}`", "ليس في المخزن نص المصدر `{name}`"),
    "add-keeps-one": (
        "`briefgen source add … --id {name}` keeps one",
        "يحفظ نصًّا له `briefgen source add … --id {name}`",
    ),
    "other-text-of": (
        "the text of `{name}` in the store, {file}, is not the one its record names by digest",
        "نص `{name}` في المخزن، {file}، ليس الذي تسمّيه بصمته في بيانات المصدر",
    ),
    "back-or-replace": (
        "put the recorded text back, or record the new one with `briefgen source add --replace`",
        "أعِد النص المسجَّل، أو سجّل الجديد بالأمر `briefgen source add --replace`",
    ),
    "in-file": ("{path}: {what}", "{path}: {what}"),
    "help-pages": (
        "`briefgen --help` and `briefgen COMMAND --help` show what can be asked for",
        "يبيّن `briefgen --help` و`briefgen COMMAND --help` ما يمكن أن يُطلب",
    ),
    "misused": ("the command cannot be understood: {reason}", "الأمر غير مفهوم: {reason}"),
    "no-such-option": ("no such option: {name}", "لا خيار باسم {name}"),
    "missing-word": ("missing: {name}", "ينقص الأمر {name}"),
    "bad-word": ("invalid value for {name}: {reason}", "قيمة لا تصح في {name}: {reason}"),
    "bug": ("a bug in briefgen: {what}", "خلل في `briefgen`: {what}"),
    "report-bug": (
        "run again as `briefgen --debug …` and report it",
        "أعد التشغيل بصورة `briefgen --debug …` وأبلغ عنه",
    ),
}  # fmt: skip
_RUNS = {
    "template-unusable": ("a template cannot be used", "فيها قالب لا يصلح للاستعمال"),
    "characters-without-font": ("characters that no font has", "حروف ليست في أي خط"),
    "worker-keeps-nothing": (
        "its worker keeps nothing of what it is sent",
        "لا تحتفظ العملية التي تطبعها بما يُرسل إليها",
    ),
    "worker-sent-damage": ("what came back is not what was sent", "ما عاد غير ما أُرسل"),
    "worker-ended": (
        "the process that printed it was ended from outside, and so was the one after it",
        "أُنهيت من خارجها العملية التي كانت تطبعها، وكذلك التي بعدها",
    ),
    "too-little-memory": (
        "there may be too little memory; try --jobs 1",
        "قد تكون الذاكرة غير كافية؛ جرّب `--jobs 1`",
    ),
    "lost-on-its-way": ("it was lost on its way: {reason}", "ضاعت في الطريق: {reason}"),
    "other-versions": (
        "a worker would print it with other versions: {versions}",
        "كانت ستُطبع بإصدارات أخرى على جهاز آخر: {versions}",
    ),
    "other-worker": (
        "the worker {worker} would print otherwise: {versions}",
        "كان الجهاز {worker} سيطبع غير ما يُطبع هنا: {versions}",
    ),
    "same-versions": ("install the same versions on all machines", "ثبّت الإصدارات نفسها على كل الأجهزة"),
    "not-scheduler": (
        "`{address}` is not the address of a Dask scheduler",
        "ليس `{address}` عنوان مجدول `Dask`",
    ),
    "write-scheduler": (
        "write it as tcp://HOST:8786, or tls://HOST:8786 for an encrypted one",
        "اكتبه `tcp://HOST:8786`، أو `tls://HOST:8786` إن كان الاتصال مشفّرًا",
    ),
    "no-scheduler": (
        "no Dask scheduler answers at {address}",
        "لا يجيب مجدول `Dask` في {address}",
    ),
    "no-scheduler-since": (
        "no Dask scheduler answers at {address}: {reason}",
        "لا يجيب مجدول `Dask` في {address}: {reason}",
    ),
    "start-scheduler": (
        "start one with `dask scheduler`, or check the address",
        "شغّل واحدًا بالأمر `dask scheduler`، أو راجع العنوان",
    ),
    "name-tls-files": (
        "name the files of certificates and keys as Dask has them: DASK_DISTRIBUTED__COMM__TLS__CA_FILE, "
        "…__TLS__CLIENT__CERT and …__TLS__CLIENT__KEY",
        "سمِّ ملفات الشهادات والمفاتيح كما يطلبها `Dask`: `DASK_DISTRIBUTED__COMM__TLS__CA_FILE` "
        "و`…__TLS__CLIENT__CERT` و`…__TLS__CLIENT__KEY`",
    ),
    "no-workers": ("the Dask scheduler at {address} has no workers", "ليس لمجدول `Dask` في {address} من يعمل له"),
    "start-workers": (
        "start some with `dask worker {address} --nthreads 1`",
        "شغّل بعضهم بالأمر `dask worker {address} --nthreads 1`",
    ),
    "no-fonts": (
        "no fonts: neither the workspace nor briefgen itself has a face in fonts/",
        "لا خطوط: ليس في مساحة العمل ولا في `briefgen` نفسه خط في `fonts/`",
    ),
    "others-publish": ("others keep publishing {names}", "ما زال غيرك ينشر {names}"),
}  # fmt: skip
_PRESS = {
    "too-long": (
        "{name} has {pages}, and its style allows {most}: {words} do not fit",
        "في {name} {pages}، وهيئتها تسمح بعدد {most}؛ ما لا يتسع له المكان: {words}",
    ),
    "too-long-from": (
        "{name} has {pages}, and its style allows {most}: {words} do not fit, from «{start}…» on",
        "في {name} {pages}، وهيئتها تسمح بعدد {most}؛ ما لا يتسع له المكان: {words}، من «{start}…» فصاعدًا",
    ),
    "choose-fewer": (
        "choose fewer facts or shorter prose, or set another `style:`; fewer notes leave more room for text",
        "اختر وقائع أقل أو نثرًا أقصر، أو هيئة أخرى بالمفتاح `style:`؛ وكلما قلّت الحواشي اتسع المكان للنص",
    ),
    "asset-unreadable": (
        "WeasyPrint cannot read an asset of {name}: {reason}",
        "لم يستطع `WeasyPrint` قراءة ملف من ملفات {name}: {reason}",
    ),
    "engine-broke": ("WeasyPrint broke down on {name}: {reason}", "تعطّل `WeasyPrint` عند {name}: {reason}"),
    "in-section": ("{what} (in the section «{title}»)", "{what} (في القسم «{title}»)"),
    "split-longest": (
        "split the longest paragraphs, tables and notes, and report the case",
        "قسّم أطول الفقرات والجداول والحواشي، وأبلغ عن الحالة",
    ),
    "attaches-file": ("the template attaches a file ({name})", "يرفق القالب ملفًا ({name})"),
    "no-attaching": (
        "a template cannot attach files to the PDF; the press adds what belongs in it",
        "لا يرفق القالب ملفات بملف `PDF`؛ فما ينبغي أن يكون فيه يُضاف عند الطباعة",
    ),
    "family-missing": (
        "the template asks for the font family '{name}', which is not in fonts/",
        "يطلب القالب أسرة الخط {name}، وليست في `fonts/`",
    ),
    "families-there": ("families there: {names}", "الأسر الموجودة: {names}"),
    "own-font": (
        "the template brings a font of its own (@font-face '{name}')",
        "في القالب خط خاص به (`@font-face` {name})",
    ),
    "face-into-fonts": (
        "put the face into fonts/ and name its family; @font-face is not used",
        "ضع ملف الخط في `fonts/` وسمِّ أسرته؛ فالقاعدة `@font-face` لا عمل لها",
    ),
    "link-without-meaning": (
        "a link leads to '{link}', which means nothing outside the template's folder",
        "رابط إلى {link}، ولا معنى له خارج مجلد القالب",
    ),
    "link-to": (
        "link to an element of the document (#id) or to a whole http, https or mailto address",
        "اربط بعنصر في الوثيقة (`#id`) أو بعنوان كامل أوله `http` أو `https` أو `mailto`",
    ),
    "pages-unsettled": (
        "page numbers in {name} do not settle after {rounds} layouts: {moving}",
        "لم تستقر أرقام الصفحات في {name} بعد {rounds} من محاولات الترتيب: {moving}",
    ),
    "room-for-numbers": (
        "leave room for the printed page numbers, so that a longer one does not move a line",
        "اترك مكانًا لأرقام الصفحات المطبوعة، حتى لا يزيح الرقم الأطول سطرًا",
    ),
    "engine-missing": ("WeasyPrint cannot be loaded: {reason}", "تعذّر تحميل `WeasyPrint`: {reason}"),
    "install-engine": (
        "install Pango and HarfBuzz (Debian: libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0)",
        "ثبّت `Pango` و`HarfBuzz` (في `Debian`: `libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0`)",
    ),
    "engine-library": (
        "a library of the print engine cannot be loaded: {reason}",
        "تعذّر تحميل مكتبة من مكتبات محرك الطباعة: {reason}",
    ),
    "not-a-font": ("{path} is not a font that can be read", "ليس {path} خطًّا يُقرأ"),
    "unmodified-font": (
        "put the unmodified TrueType or OpenType file of the face into fonts/",
        "ضع في `fonts/` ملف الخط كما هو، بصيغة `TrueType` أو `OpenType`",
    ),
    "no-font": ("there is no font to print with", "لا خط يُطبع به"),
    "one-face": ("put at least one face into fonts/", "ضع في `fonts/` خطًّا واحدًا على الأقل"),
    "not-a-pdf": ("this is not a PDF that can be read", "ليس هذا ملف `PDF` يُقرأ"),
    "name-our-pdf": ("name a PDF that briefgen printed", "سمِّ ملف `PDF` طبعه `briefgen`"),
    "no-glyph": ("no face in fonts/ has a glyph for {characters}", "ليس في خطوط `fonts/` رسم للحروف {characters}"),
    "other-character": (
        "write the text without the character, or add a face that has it to fonts/",
        "اكتب النص من دون الحرف، أو أضف إلى `fonts/` خطًّا فيه رسمه",
    ),
    "no-asset": ("the template has no asset '{name}'", "ليس في القالب ملف {name}"),
    "not-own": ("the template asks for {url}, which is not its own", "يطلب القالب {url}، وليس من ملفاته"),
    "own-only": (
        "a template may use its own CSS and image files, named relative to its folder, and data: images; nothing else",
        "للقالب ملفات `CSS` والصور التي في مجلده، مسمّاة من ذلك المجلد، وصور `data:`، ولا شيء غيرها",
    ),
    "style-rejected": (
        "the engine does not accept the template: {found}",
        "لا يقبل محرك الطباعة القالب: {found}",
    ),
    "correct-template": ("correct the template's HTML or CSS", "صحّح `HTML` القالب أو `CSS`"),
    "text-lost": ("text of {name} does not come out whole: {found}", "لم يخرج نص {name} كاملًا: {found}"),
    "no-fixed-heights": (
        "give boxes no fixed height, and let the last thing in the document be one that does not float",
        "لا تجعل للإطارات ارتفاعًا ثابتًا، وليكن آخر ما في الوثيقة غير عائم",
    ),
    "notes-lost": ("notes of {name} do not come out whole: {found}", "لم تخرج حواشي {name} كاملة: {found}"),
    "shorter-note": (
        "shorten the note or move its mark; a note cannot be taller than a page",
        "قصّر الحاشية أو انقل علامتها؛ فلا تكون الحاشية أطول من صفحة",
    ),
}  # fmt: skip

_ARCHIVE = {
    "no-archive-named": ("no archive is named", "لم يُسمَّ أرشيف"),
    "name-archive": (
        "name one with --archive, or set {variable}",
        "سمِّ واحدًا بالخيار `--archive` أو بالمتغير {variable}",
    ),
    "no-archive": ("there is no archive {path}", "لا أرشيف في {path}"),
    "publish-makes-one": ("`briefgen publish` makes one", "يُنشئه `briefgen publish`"),
    "no-publisher": ("nobody is named as the publisher", "لم يُسمَّ الناشر"),
    "name-publisher": (
        'name somebody with --by "name <address>", {variable}, or `publisher:` in briefgen.yaml',
        'سمِّه بالخيار `--by "name <address>"` أو بالمتغير {variable} أو بالمفتاح `publisher:` في `briefgen.yaml`',
    ),
    "bad-publisher": ("this names no publisher: {text}", "ليس هذا اسم ناشر: {text}"),
    "write-publisher": (
        'write "name <address>", the address a URI or mail address',
        'اكتب `"name <address>"`، والعنوان `URI` أو عنوان بريد',
    ),
}  # fmt: skip

FAILURES: dict[str, tuple[str, str]] = {**_FILES, **_ASKED, **_RUNS, **_PRESS, **_ARCHIVE}
