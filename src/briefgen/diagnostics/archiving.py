"""What is said of published versions, locks and archives that do not do what was asked: English and Arabic, by key.

The rules are those of `phrases`. Words of the command line stand between backticks in Arabic.
"""

from __future__ import annotations

_VERSIONS = {
    "names-no-version": ("`{name}` names no version", "ليس `{name}` اسم إصدار"),
    "write-version": ("write BRIEF or BRIEF@v2", "اكتب `BRIEF` أو `BRIEF@v2`"),
    "never-published": ("`{name}` was never published", "لم تُنشر الورقة `{name}` قط"),
    "published-briefs": ("published briefs: {names}", "الأوراق المنشورة: {names}"),
    "no-published-brief": ("published briefs: none", "لم تُنشر ورقة بعد"),
    "no-such-version": ("`{name}` has no version {number}", "ليس للورقة `{name}` إصدار برقم {number}"),
    "has-versions": ("it has versions 1 to {last}", "إصداراتها من 1 إلى {last}"),
    "not-a-brief-object": ("{id} is no object of a brief", "ليس {id} كائن ورقة"),
    "version-lacks": ("{version} holds no {path}", "ليس في {version} ملف {path}"),
    "version-lock-unusable": (
        "the lock of {version} cannot be used: {reason}",
        "لا يصلح قفل {version} للاستعمال: {reason}",
    ),
    "version-records-unreadable": (
        "the records of {version} cannot be read",
        "تعذّرت قراءة ما في {version} من مواصفة ووقائع ومصادر",
    ),
    "version-changes-unreadable": ("the changes of {version} cannot be read", "تعذّرت قراءة تغييرات {version}"),
    "version-notes-unreadable": (
        "the notes of {version} cannot be read from its PDF",
        "تعذّرت قراءة حواشي {version} من ملف `PDF` الذي فيه",
    ),
    "lock-of-version": ("a lock of version {version}, not {expected}", "قفل بالصيغة {version} لا {expected}"),
    "not-a-lock": ("it is no lock of briefgen", "ليس قفلًا من أقفال `briefgen`"),
    "output-missing": ("{path} came out, and is not there", "خرج {path} عند البناء، وليس هنا"),
    "output-differs": ("{path} is not what came out by the lock", "ليس {path} ما خرج عند البناء بحسب القفل"),
}  # fmt: skip
_NOTICES = {
    "not-withdrawn": ("`{name}` is not withdrawn", "لم يُسحب المصدر `{name}`"),
    "withdraw-does-that": ("`briefgen source withdraw {name}` does that", "يسحبه `briefgen source withdraw {name}`"),
    "none-rests-on": ("no published version rests on `{name}`", "لا إصدار منشورًا يستند إلى `{name}`"),
    "no-reason-given": ("no reason for the correction is given", "لم يُذكر سبب التصويب"),
    "give-reason": ("give one with --why", "اذكره بالخيار `--why`"),
    "none-says-otherwise": (
        "no published version says otherwise of `{name}` than holds now",
        "لا إصدار منشورًا يقول في `{name}` غير ما يصح الآن",
    ),
}  # fmt: skip
_PACKAGES = {
    "not-our-package": (
        "the package is none that `briefgen archive export` makes",
        "ليست الحزمة مما يصنعه `briefgen archive export`",
    ),
    "archive-has-another": ("the archive has another {id}", "في الأرشيف كائن آخر باسم {id}"),
    "package-lock-unusable": (
        "the lock of {name} in the package cannot be used: {reason}",
        "لا يصلح قفل {name} الذي في الحزمة للاستعمال: {reason}",
    ),
    "package-lock-of-another": (
        "the lock in the package is that of {name}, not of {brief}",
        "القفل الذي في الحزمة قفل {name} لا قفل {brief}",
    ),
    "package-unlike-lock": (
        "the package is not what its lock says: {reason}",
        "ليست الحزمة كما يقول قفلها: {reason}",
    ),
    "package-follows": (
        "the package follows {follows} of `{name}`, and the newest one here is {here}",
        "الحزمة من `{name}`، وما تليه: {follows}، والأحدث هنا: {here}",
    ),
    "version-number": ("version {number}", "الإصدار {number}"),
    "none": ("none", "لا شيء"),
    "import-before": (
        "import the versions before it first; `briefgen archive replicate` copies whole archives",
        "استورد أولًا الإصدارات التي قبلها؛ وينسخ `briefgen archive replicate` الأرشيف كله",
    ),
    "no-bag": ("{path} is no bag: {reason}", "ليس {path} حزمة `BagIt`: {reason}"),
    "bag-damaged": ("the bag {path} is damaged: {reason}", "الحزمة {path} متضررة: {reason}"),
    "no-bag-in": ("there is no bag in {path}", "لا حزمة `BagIt` في {path}"),
    "unpacks-to-more": (
        "{path} unpacks to more than {limit} bytes",
        "حجم ما في {path} بالبايت بعد فكّه أكثر من {limit}",
    ),
    "name-other-place": ("name another place with --out", "سمِّ مكانًا آخر بالخيار `--out`"),
    "package-missing": ("the package {package} is not installed", "الحزمة {package} غير مثبّتة"),
    "pip-extra": ("pip install 'briefgen[{extra}]'", "ثبّتها بالأمر `pip install 'briefgen[{extra}]'`"),
}  # fmt: skip
_ROOTS = {
    "no-root": ("there is no OCFL {version} storage root in {path}", "لا جذر تخزين وفق `OCFL {version}` في {path}"),
    "other-layout": ("{path} has another layout than {layout}", "ترتيب {path} غير {layout}"),
    "cannot-make-root": (
        "cannot make a storage root in {path}: {reason}",
        "تعذّر إنشاء جذر تخزين في {path}: {reason}",
    ),
    "already-root": ("{path} already is a storage root", "{path} جذر تخزين من قبل"),
    "not-empty": ("{path} is not empty", "{path} ليس فارغًا"),
    "root-gone": ("the storage root {path} is gone", "اختفى جذر التخزين {path}"),
    "mount-again": ("mount its disk again", "أعِد وصل قرصه"),
    "cannot-store": ("cannot store {id} in {path}: {reason}", "تعذّر خزن {id} في {path}: {reason}"),
    "free-or-mount": (
        "free the disk or mount it again, and run the command again",
        "أخلِ مكانًا في القرص أو أعِد وصله، ثم شغّل الأمر من جديد",
    ),
    "half-done": (
        "a version in {path} is half done and cannot be settled: {reason}",
        "في {path} إصدار لم يكتمل وتعذّرت تسويته: {reason}",
    ),
    "open-where-writable": (
        "open the storage root once where it can be written",
        "افتح جذر التخزين مرة حيث يمكن أن يُكتب فيه",
    ),
    "mounted-root": (
        "{path} is where a file system is mounted, so nothing can be staged beside it",
        "{path} نقطة وصل لنظام ملفات، فلا يمكن أن يُجهَّز شيء بجانبه",
    ),
    "root-inside": (
        "make the storage root a folder inside of that file system",
        "اجعل جذر التخزين مجلدًا داخل نظام الملفات ذاك",
    ),
    "being-written": ("{path} is being written by {who}", "يُكتب الآن في {path}، ومن يكتب: {who}"),
    "process-on": ("process {number} on {host}", "العملية {number} على {host}"),
    "another-process": ("another process", "عملية أخرى"),
    "try-later": ("try again later", "حاول من جديد لاحقًا"),
    "cannot-lock": ("cannot lock {path}: {reason}", "تعذّر إقفال {path}: {reason}"),
    "cannot-copy": ("cannot copy {path}: {reason}", "تعذّر نسخ {path}: {reason}"),
    "cannot-copy-to": ("cannot copy {path} to {target}: {reason}", "تعذّر نسخ {path} إلى {target}: {reason}"),
    "behind-or-other": ("{path} is behind, or of another history", "{path} متأخر، أو له تاريخ آخر"),
}  # fmt: skip
_OBJECTS = {
    "made-elsewhere": (
        "{id} was made by another program, and gets no new versions from this one",
        "الكائن {id} من صنع برنامج آخر، فلا تُضاف إليه إصدارات من هنا",
    ),
    "no-file-in-version": ("{id} has no file {path} in {version}", "ليس في {version} من {id} ملف {path}"),
    "two-of-name": ("two files have the name {path}", "ملفان باسم واحد: {path}"),
    "file-and-folder": ("{path} is a file and a folder", "{path} ملف ومجلد معًا"),
    "no-file-name": ("{path} is no name of a file: {reason}", "لا يصلح {path} اسمًا لملف: {reason}"),
    "name-no-text": ("it is no text", "ليس نصًّا"),
    "name-empty-part": ("an element of it is empty, . or ..", "فيه جزء فارغ أو `.` أو `..`"),
    "name-control": (
        "it has control characters or a backslash",
        "فيه محارف تحكم أو شرطة مائلة عكسية `\\`",
    ),
    "name-too-long": (
        "{path} is too long: {limit} bytes is the most between two slashes",
        "{path} أطول مما ينبغي: أقصى ما بين شرطتين مائلتين بالبايت {limit}",
    ),
    "differ-in-case": (
        "{path} and {other} differ only in case",
        "لا فرق بين {path} و{other} إلا في صغر الحروف وكبرها",
    ),
}  # fmt: skip
_DAMAGE = {
    "is-missing": ("{path} is missing", "{path} مفقود"),
    "not-its-digest": ("{path} does not match its digest ({code})", "لا يطابق {path} بصمته ({code})"),
    "is-a-link": ("{path} is a link ({code})", "{path} رابط رمزي ({code})"),
    "holds-other-object": (
        "{path} holds {found}, not {expected} ({code})",
        "في {path} الكائن {found} لا {expected} ({code})",
    ),
    "no-inventory": ("{path} is no inventory", "ليس {path} جردًا"),
    "no-inventory-since": ("{path} is no inventory ({code}): {reason}", "ليس {path} جردًا ({code}): {reason}"),
    "copy-damaged": ("the copy of {path} is damaged ({code}): {reason}", "نسخة {path} متضررة ({code}): {reason}"),
    "damaged-too": ("{path} is damaged too", "{path} متضرر أيضًا"),
    "reads-back-otherwise": (
        "{path} was written but reads back differently",
        "كُتب {path}، ولكنه يُقرأ على غير ما كُتب",
    ),
    "line-off-chain": ("the line does not follow the one before it", "السطر لا يلي السطر الذي قبله"),
    "not-beginning-of": ("{path} is not the beginning of {original}", "ليس {path} أول {original}"),
    "no-event": ("{file}:{line} is no event", "السطر {line} من {file} ليس حدثًا"),
    "no-event-since": ("{file}:{line} is no event: {reason}", "السطر {line} من {file} ليس حدثًا: {reason}"),
    "no-entry": ("{file}:{line} is no entry of a catalogue", "السطر {line} من {file} ليس قيدًا في فهرس"),
}  # fmt: skip

ARCHIVING: dict[str, tuple[str, str]] = {
    **_VERSIONS,
    **_NOTICES,
    **_PACKAGES,
    **_ROOTS,
    **_OBJECTS,
    **_DAMAGE,
}
