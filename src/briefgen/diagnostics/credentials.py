"""What is said of keys, tokens, certificates and secrets that do not serve: English and Arabic, by key.

The rules are those of `phrases`. Words of the command line stand between backticks in Arabic. No value is a secret.
"""

from __future__ import annotations

_KEYS = {
    "secret-without-key": ("--secret is given, and no key", "ذُكر `--secret` ولم يُذكر مفتاح"),
    "name-key": ("name one with --sign", "سمِّ مفتاحًا بالخيار `--sign`"),
    "key-unusable": ("the key cannot be used", "لا يصلح المفتاح للاستعمال"),
    "no-key-in": ("the file holds no key", "ليس في الملف مفتاح"),
    "no-certificate-for-key": ("the file holds no certificate for its key", "ليس في الملف شهادة لمفتاحه"),
    "key-without-certificate": ("the key has no certificate", "ليس للمفتاح شهادة"),
    "wrong-passphrase": (
        "the passphrase is wrong, or the file is no PKCS#12 file",
        "كلمة السر خطأ، أو ليس الملف من نوع `PKCS#12`",
    ),
    "no-readable-certificate": ("it holds no certificate that can be read", "ليس فيه شهادة تُقرأ"),
    "no-certificate-in": ("it holds no certificate", "ليس فيه شهادة"),
    "certificate-expired": ("the certificate of {name} expired on {day}", "انتهت شهادة {name} في {day}"),
    "certificate-not-yet": (
        "the certificate of {name} holds only from {day}",
        "لا تسري شهادة {name} إلا من {day}",
    ),
    "cannot-sign": ("this cannot be signed: {reason}", "تعذّر توقيع هذا: {reason}"),
    "cannot-sign-pdf": ("the PDF cannot be signed: {reason}", "تعذّر توقيع ملف `PDF`: {reason}"),
    "signature-changes": (
        "the signature would change the PDF that it is put into",
        "سيغيّر التوقيع ملف `PDF` الذي يوضع فيه",
    ),
}  # fmt: skip
_SECRETS = {
    "secret-wanted": ("the {what} is wanted", "المطلوب: {what}"),
    "passphrase-of": ("passphrase of {path}", "كلمة السر للملف {path}"),
    "pin-of": ("PIN of the token {name}", "الرقم السري للجهاز {name}"),
    "pin-of-any": ("PIN of the token", "الرقم السري للجهاز"),
    "say-where": (
        "say where it is: --secret env:NAME, file:PATH or fd:NUMBER",
        "بيّن مكان ذلك: `--secret env:NAME` أو `file:PATH` أو `fd:NUMBER`",
    ),
    "no-variable": ("the environment has no {name}", "ليس في البيئة متغير باسم {name}"),
    "no-variable-named": ("the environment has no variable without a name", "لا متغير بلا اسم في البيئة"),
    "no-place-of-secret": (
        "--secret names no place that a secret comes from",
        "لا يسمّي `--secret` مكانًا يؤخذ منه سر",
    ),
    "write-secret": (
        "write env:NAME, file:PATH, fd:NUMBER or prompt",
        "اكتب `env:NAME` أو `file:PATH` أو `fd:NUMBER` أو `prompt`",
    ),
    "no-descriptor": ("file descriptor {number} cannot be read", "تعذّرت القراءة من واصف الملف {number}"),
    "secret-too-long": ("the secret is too long to be one", "هذا أطول من أن يكون كلمة سر"),
    "secret-no-text": ("the secret is no text in UTF-8", "كلمة السر ليست نصًّا بترميز `UTF-8`"),
}  # fmt: skip
_TOKENS = {
    "write-token-uri": (
        "write pkcs11:token=…;object=…?module-path=/usr/lib/….so, and name the PIN's place with --secret",
        "اكتب `pkcs11:token=…;object=…?module-path=/usr/lib/….so`، وسمِّ مكان الرقم السري بالخيار `--secret`",
    ),
    "not-pkcs11": ("it does not begin with pkcs11:", "ليس في أوله `pkcs11:`"),
    "no-module": ("no PKCS#11 module is named", "لم يُسمَّ برنامج الجهاز (`PKCS#11`)"),
    "no-object-or-id": ("it names neither an object nor an id", "ليس فيه `object` ولا `id`"),
    "no-pin-here": ("a PIN does not belong on the command line", "لا يُكتب الرقم السري في سطر الأوامر"),
    "not-understood": ("`{key}` is not understood", "`{key}` غير مفهوم"),
    "token-refused": ("the token refused: {reason}", "رفض الجهاز: {reason}"),
    "module-unloadable": (
        "{path} cannot be loaded as a PKCS#11 module",
        "تعذّر تحميل {path} على أنه برنامج جهاز (`PKCS#11`)",
    ),
    "other-module-path": ("name another one as module-path", "سمِّ غيره في `module-path`"),
    "several-tokens": ("several tokens are there", "توجد أجهزة عدة"),
    "name-token": ("name one: pkcs11:token=…;object=…", "سمِّ واحدًا منها: `pkcs11:token=…;object=…`"),
    "no-token": ("there is no token {name}", "لا جهاز باسم {name}"),
    "no-token-at-all": ("there is no token at all", "لا يوجد أي جهاز"),
    "wrong-pin": ("the PIN is wrong", "الرقم السري خطأ"),
    "token-will-lock": (
        "after some more attempts the token will lock itself",
        "بعد بضع محاولات أخرى يُقفل الجهاز نفسه",
    ),
    "token-locked": (
        "the token has locked itself after too many wrong PINs",
        "أقفل الجهاز نفسه لكثرة ما أُدخل من أرقام سرية خاطئة",
    ),
    "no-such-pin": ("this can be no PIN of the token", "لا يمكن أن يكون هذا رقم الجهاز السري"),
    "token-has-named": ("the token has {objects} named {name}", "ما في الجهاز باسم {name}: {objects}"),
    "token-has-id": ("the token has {objects} with the id {id}", "ما في الجهاز بالمعرِّف {id}: {objects}"),
    "no-private-key": ("no private key", "لا مفاتيح خاصة"),
    "no-certificate": ("no certificate", "لا شهادات"),
}  # fmt: skip

CREDENTIALS: dict[str, tuple[str, str]] = {**_KEYS, **_SECRETS, **_TOKENS}
