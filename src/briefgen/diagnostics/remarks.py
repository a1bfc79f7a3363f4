"""What commands say beside their results: what they did, left or refused. English and Arabic, by key.

The rules are those of `phrases`.
"""

from __future__ import annotations

REMARKS: dict[str, tuple[str, str]] = {
    "a-bug": ("a bug in briefgen", "خلل في `briefgen`"),
    "stopped": ("stopped", "أُوقف"),
    "of-brief": ("{brief}: {what}", "{brief}: {what}"),
    # build
    "not-built-for-problems": ("not built for their problems: {names}", "لم تُبنَ لما فيها من مشكلات: {names}"),
    "not-built-for-facts": ("not built: {brief}: {facts}: {names}", "لم تُبنَ {brief}: {facts}: {names}"),
    "unverified-here": (
        "{facts} could not be verified here: {why}",
        "تعذّر التحقق هنا من {facts:oblique}: {why}",
    ),
    "unverified": ("{facts} could not be verified: {why}", "تعذّر التحقق من {facts:oblique}: {why}"),
    "no-store-for-it": (
        "no snapshot store is named (--snapshots)",
        "لم يُسمَّ مخزن للنصوص المحفوظة (`--snapshots`)",
    ),
    "store-lacks-texts": ("the store lacks their texts", "ليست نصوصها في المخزن"),
    "texts-not-in": ("their texts are not in {path}", "ليست نصوصها في {path}"),
    "facts-not-verified": (
        "facts not verified: {names}; `briefgen source verify` tells more",
        "وقائع لم يصح التحقق منها: {names}؛ ويبيّن `briefgen source verify` المزيد",
    ),
    "brief-fresh": ("{briefs} is up to date", "على حالها: {briefs}"),
    "briefs-fresh": ("{briefs} are up to date", "على حالها: {briefs}"),
    "printed": ("printed {brief}: {pages}, {notes}", "طُبعت {brief}: {pages}، {notes}"),
    "printing": ("printing", "تُطبع"),
    "pace": ("{pace} a second", "{pace} في الثانية"),
    "rate": ("{briefs} in {time}, {pace} a second", "{briefs} في {time}، أي {pace} في الثانية"),
    "install-pinned": (
        "install WeasyPrint {version} as briefgen pins it, and Pango 1.48.2 or later",
        "ثبّت `WeasyPrint` {version} كما يثبّته `briefgen`، و`Pango 1.48.2` فما بعده",
    ),
    # what differs
    "is-new": ("{what} is new", "جديد: {what}"),
    "is-gone": ("{what} is gone", "زال: {what}"),
    "has-changed": ("{what} has changed", "تغيّر: {what}"),
    "was-and-is": ("{what} was {then}, is {now}", "{what}: كان {then} وصار {now}"),
    "differing-spec": ("spec {name}", "مواصفة الورقة {name}"),
    "differing-fact": ("fact {name}", "الواقعة {name}"),
    "differing-part": ("part {name}", "الوقائع المختارة في {name}"),
    "differing-source": ("source {name}", "المصدر {name}"),
    "differing-template": ("template {name}", "القالب {name}"),
    "differing-font": ("font {name}", "الخط {name}"),
    "differing-tool": ("tool {name}", "الأداة {name}"),
    "differing-option": ("option {name}", "الخيار {name}"),
    "differing-state": ("option state of {name}", "حال أدلة الواقعة {name}"),
    "differing-output": ("output {name}", "الملف الناتج {name}"),
    # why a brief is printed
    "is-printed": ("{what} is printed now", "صارت تُطبع: {what}"),
    "is-not-printed": ("{what} is printed no more", "لم تعد تُطبع: {what}"),
    "stale-spec": ("the topic spec {name}", "مواصفة الورقة {name}"),
    "stale-fact": ("the fact {name}", "الواقعة {name}"),
    "stale-part": ("the choice of facts in {name}", "الوقائع المختارة في {name}"),
    "stale-source": ("the source {name}", "المصدر {name}"),
    "stale-template": ("the template {name}", "القالب {name}"),
    "stale-font": ("the font {name}", "الخط {name}"),
    "stale-tool": ("the tool {name}", "الأداة {name}"),
    "stale-option": ("the option {name}", "الخيار {name}"),
    "stale-state": ("the option state of {name}", "حال أدلة الواقعة {name}"),
    "stale-output": ("the output {name}", "الملف الناتج {name}"),
    "stale-program": ("briefgen itself has changed", "تغيّر `briefgen` نفسه"),
    "stale-lock-of": ("its lock is that of {brief}", "قفلها قفل {brief}"),
    "stale-lock-unreadable": ("its lock cannot be read: {reason}", "تعذّرت قراءة قفلها: {reason}"),
    "stale-forced": ("it was asked for with --force", "طُلبت بالخيار `--force`"),
    "stale-no-lock": ("it has no lock yet", "لا قفل لها بعد"),
    "stale-no-outputs": ("its lock names no outputs", "لا يسمّي قفلها ملفات ناتجة"),
    "stale-not-an-output": (
        "its lock names the output {name}, which is none",
        "يسمّي قفلها الملف الناتج {name}، وليس منها",
    ),
    "stale-output-missing": ("the output {name} is missing", "الملف الناتج {name} مفقود"),
    "stale-output-altered": ("the output {name} was altered", "غُيّر الملف الناتج {name}"),
    "first-and-rest": ("{first}; {rest}", "{first}؛ {rest}"),
    "more-reasons": ("and {reasons}", "وغيرها: {reasons}"),
    # locks
    "lock-missing": (
        "there is no lock {path}; `briefgen build` writes one",
        "لا قفل في {path}؛ ويكتبه `briefgen build`",
    ),
    "lock-unusable": ("{path} cannot be used: {reason}", "لا يصلح {path} للاستعمال: {reason}"),
    "lock-of-another": ("the lock is that of another brief", "القفل قفل ورقة أخرى"),
    "lock-stale": ("the lock is stale", "القفل قديم"),
    "lock-not-held": (
        "the workspace does not hold what the lock names",
        "ليس في مساحة العمل ما يسمّيه القفل",
    ),
    "lock-otherwise": (
        "it comes out otherwise than the lock says",
        "خرجت على غير ما يقوله القفل",
    ),
    "more-differences": ("and {differences} more", "وغيرها: {differences}"),
    # watch
    "watching": ("watching {path}; Ctrl-C ends it", "يراقب {path}؛ ويُنهيه `Ctrl-C`"),
    "no-problems-any-more": ("no problems any more", "زالت المشكلات كلها"),
    "left-as-they-were": ("left as they were: {names}", "بقيت كما كانت: {names}"),
    "no-longer-printed": (
        "no longer printed, their files stay: {names}",
        "لا تُطبع بعد الآن، وملفاتها باقية: {names}",
    ),
    "printed-in": ("printed {names}: {pages} in {seconds} s", "طُبعت {names}: {pages} في {seconds} ثانية"),
    "nothing-to-print": ("nothing to print, {seconds} s", "لا شيء يُطبع، {seconds} ثانية"),
    # publish
    "nothing-published": ("nothing was published", "لم يُنشر شيء"),
    "unchanged-since": (
        "{version}: nothing has changed since {when}",
        "{version}: لم يتغيّر شيء منذ {when}",
    ),
    "nothing-signed": (
        "nothing was signed; `briefgen archive sign` signs it as it is",
        "لم يُوقَّع شيء؛ ويوقّعه `briefgen archive sign` كما هو",
    ),
    "published": ("{version}: {pages}, {facts}", "{version}: {pages}، {facts}"),
    "published-signed": (
        "{version}: {pages}, {facts}, signed by {who}",
        "{version}: {pages}، {facts}، بتوقيع {who}",
    ),
    # archive
    "written-and-checked": ("{version}: {files} written and checked", "{version}: كُتب وفُحص: {files}"),
    "statements": ("{statements}", "{statements}"),
    "has-it-already": ("{version}: the archive has it already", "{version}: هو في الأرشيف من قبل"),
    "signed-already": ("{version}: {who} has signed it already", "{version}: وقّعه {who} من قبل"),
    "signed-by": ("{version}: signed by {who}", "{version}: وقّعه {who}"),
    "versions": ("{versions}: {names}", "{versions}: {names}"),
    "nothing-to-copy": ("nothing to copy", "لا شيء يُنسخ"),
    "one-and-rest": ("{first}, {rest}", "{first}، {rest}"),
    "replica-copied": ("{number} copied", "نُسخ: {number}"),
    "replica-updated": ("{number} updated", "أُضيف إليه ما استجد: {number}"),
    "replica-same": ("{number} same", "على حاله: {number}"),
    "replica-repaired": ("{number} repaired", "أُصلح: {number}"),
    "replica-damaged": ("{number} damaged", "متضرر في الأصل: {number}"),
    "replica-ahead": ("{number} ahead", "أحدث في النسخة: {number}"),
    "replica-differs": ("{number} differs", "تاريخه في النسخة آخر: {number}"),
    "not-recorded": (
        "not recorded in the log of events: {what}",
        "لم يُدوَّن في سجل الأحداث: {what}",
    ),
    "verified-archive": (
        "{objects}: {errors}, {warnings}{signatures}{read}",
        "{objects}: {errors}، {warnings}{signatures}{read}",
    ),
    "no-signatures": ("", ""),
    "good-signatures": (", {good} of {signatures} good", "، والصحيح {good} من {signatures:oblique}"),
    "good-signatures-of-whom": (
        ", {good} of {signatures} good (whose they are was not asked: --trust)",
        "، والصحيح {good} من {signatures:oblique} (ولم يُسأل لمن هي: `--trust`)",
    ),
    "bytes-read": (", {size} bytes read", "، وقُرئ {size} من البايتات"),
    "contents-unread": ("; contents were not read (--deep)", "؛ ولم تُقرأ المحتويات (`--deep`)"),
    "verifying": ("verifying: {objects}, {size} MB", "يُفحص: {objects}، {size} `MB`"),
    # fact search
    "some-of": ("{shown} of {facts}; --limit 0 shows all", "{shown} من {facts:oblique}؛ ويعرضها كلها `--limit 0`"),
    "taking-in": ("taking in {files}: {percent} %", "يقرأ {files:oblique}: {percent} %"),
    "not-searched": (
        "not searched, since it cannot be read: {names}; `briefgen check` tells why",
        "لم يُبحث فيه لتعذّر قراءته: {names}؛ ويبيّن `briefgen check` السبب",
    ),
    "advice": ("help: {what}", "مساعدة: {what}"),
    "none-found": ("no fact is found", "لم توجد واقعة"),
    "mean-words": ("did you mean {words}?", "أتقصد {words}؟"),
    "without-filters": ("there are some without the filters", "توجد وقائع لولا الشروط"),
    "each-alone": ("each alone: {names}", "كل كلمة وحدها: {names}"),
    # facts and sources
    "has-evidence": ("`{name}` has this evidence already", "في `{name}` هذا الدليل من قبل"),
    "added-to": ("{path}: added to `{name}`", "{path}: أُضيف إلى `{name}`"),
    "several-anchors": (
        "these anchors stand at several places; the offsets tell which one is meant",
        "كلمات الطرفين في مواضع عدة؛ والموضع المكتوب يبيّن المقصود",
    ),
    "passages-moved": ("{path}: {passages} moved", "{path}: نُقل إلى موضعه الجديد: {passages}"),
    "withdrawn": ("{path}: withdrawn; {briefs} to look at", "{path}: سُحب؛ وما ينبغي النظر فيه: {briefs}"),
    "add-by-hand": (
        "{path}: written in a way that is not changed here; add by hand:",
        "{path}: مكتوب على صورة لا يغيّرها هذا الأمر؛ أضف بيدك:",
    ),
    "change-by-hand": (
        "{path}: written in a way that is not changed here; change it by hand",
        "{path}: مكتوب على صورة لا يغيّرها هذا الأمر؛ غيّره بيدك",
    ),
    "digest-by-hand": (
        "{path}: written in a way that is not changed here; write the digest by hand",
        "{path}: مكتوب على صورة لا يغيّرها هذا الأمر؛ اكتب البصمة بيدك",
    ),
    "kept-new": ("{files} kept in {path}", "حُفظ في {path}: {files}"),
    "kept-already": ("{path} has it already", "هو في {path} من قبل"),
    "record-started": (
        "{path}: started; fill in what is known of the source",
        "{path}: بُدئ؛ أكمل ما يُعرف عن المصدر",
    ),
    "other-snapshot": (
        "{path}: names another snapshot and was left alone; see --replace",
        "{path}: يسمّي نصًّا محفوظًا آخر فتُرك كما هو؛ انظر `--replace`",
    ),
    "names-snapshot": (
        "{path}: names this snapshot now; run `briefgen source verify`",
        "{path}: صار يسمّي هذا النص المحفوظ؛ شغّل `briefgen source verify`",
    ),
    "reviewed": ("{path}: {facts} reviewed", "{path}: رُوجع: {facts}"),
    # schema
    "schemas-written": ("{path}: {schemas} written, {left} as before", "{path}: كُتب: {schemas}، وبقي كما كان: {left}"),
    "many-ids": (
        "more than {most} facts: their ids are left out; `briefgen lsp` completes them",
        "زاد عدد الوقائع على {most} فتُركت معرِّفاتها؛ ويُكملها `briefgen lsp`",
    ),
    # new
    "next": ("next: {step}", "الخطوة التالية: {step}"),
    "next-brief": (
        "fill it in, then `briefgen check` and `briefgen build {name}`",
        "أكملها، ثم `briefgen check` و`briefgen build {name}`",
    ),
    "next-source": (
        "fill it in, then keep its text: `briefgen source add FILE --id {name}`",
        "أكمله، ثم احفظ نصه: `briefgen source add FILE --id {name}`",
    ),
    "next-fact": (
        "fill it in, then `briefgen fact anchor SOURCE WORDS --write {name}`",
        "أكملها، ثم `briefgen fact anchor SOURCE WORDS --write {name}`",
    ),
    "next-workspace": (
        "`cd {path}`, then `briefgen source add FILE --id NAME`",
        "الأمر `cd {path}`، ثم `briefgen source add FILE --id NAME`",
    ),
}  # fmt: skip
