"""Counted things in words: a number with its noun, in the form that the number asks for.

Arabic has six forms (CLDR, plural rules of `ar`): none, one, two, few (3-10), many (11-99) and other (a round hundred
and what follows it by up to two). One and two are said without a digit; after a preposition two things end otherwise.
"""

from __future__ import annotations

from typing import Literal

from briefgen.ondemand import dataclass

Language = Literal["en", "ar"]


@dataclass(frozen=True, slots=True)
class Forms:
    """The Arabic forms of a noun; `two` as a subject, `of_two` after a preposition."""

    none: str
    one: str
    two: str
    of_two: str
    few: str
    many: str
    other: str


NOUNS: dict[str, Forms] = {
    "error": Forms("لا أخطاء", "خطأ واحد", "خطآن", "خطأين", "أخطاء", "خطأً", "خطأ"),
    "warning": Forms("لا تنبيهات", "تنبيه واحد", "تنبيهان", "تنبيهين", "تنبيهات", "تنبيهًا", "تنبيه"),
    "problem": Forms("لا مشكلات", "مشكلة واحدة", "مشكلتان", "مشكلتين", "مشكلات", "مشكلة", "مشكلة"),
    "fix": Forms("لا إصلاحات", "إصلاح واحد", "إصلاحان", "إصلاحين", "إصلاحات", "إصلاحًا", "إصلاح"),
    "file": Forms("لا ملفات", "ملف واحد", "ملفان", "ملفين", "ملفات", "ملفًا", "ملف"),
    "brief": Forms("لا أوراق", "ورقة واحدة", "ورقتان", "ورقتين", "أوراق", "ورقة", "ورقة"),
    "fact": Forms("لا وقائع", "واقعة واحدة", "واقعتان", "واقعتين", "وقائع", "واقعة", "واقعة"),
    "source": Forms("لا مصادر", "مصدر واحد", "مصدران", "مصدرين", "مصادر", "مصدرًا", "مصدر"),
    "byte": Forms("لا بايتات", "بايت واحد", "بايتان", "بايتين", "بايتات", "بايتًا", "بايت"),
    "level": Forms("لا مستويات", "مستوى واحد", "مستويان", "مستويين", "مستويات", "مستوى", "مستوى"),
    "character": Forms("لا محارف", "محرف واحد", "محرفان", "محرفين", "محارف", "محرفًا", "محرف"),
    "line": Forms("لا أسطر", "سطر واحد", "سطران", "سطرين", "أسطر", "سطرًا", "سطر"),
    "value": Forms("لا قيم", "قيمة واحدة", "قيمتان", "قيمتين", "قيم", "قيمة", "قيمة"),
    "page": Forms("لا صفحات", "صفحة واحدة", "صفحتان", "صفحتين", "صفحات", "صفحة", "صفحة"),
    "note": Forms("لا حواشي", "حاشية واحدة", "حاشيتان", "حاشيتين", "حواشٍ", "حاشية", "حاشية"),
    "word": Forms("لا كلمات", "كلمة واحدة", "كلمتان", "كلمتين", "كلمات", "كلمة", "كلمة"),
    "passage": Forms("لا مقاطع", "مقطع واحد", "مقطعان", "مقطعين", "مقاطع", "مقطعًا", "مقطع"),
    "statement": Forms("لا عبارات", "عبارة واحدة", "عبارتان", "عبارتين", "عبارات", "عبارة", "عبارة"),
    "version": Forms("لا إصدارات", "إصدار واحد", "إصداران", "إصدارين", "إصدارات", "إصدارًا", "إصدار"),
    "object": Forms("لا كائنات", "كائن واحد", "كائنان", "كائنين", "كائنات", "كائنًا", "كائن"),
    "signature": Forms("لا تواقيع", "توقيع واحد", "توقيعان", "توقيعين", "تواقيع", "توقيعًا", "توقيع"),
    "difference": Forms("لا فروق", "فرق واحد", "فرقان", "فرقين", "فروق", "فرقًا", "فرق"),
    "private key": Forms(
        "لا مفاتيح خاصة",
        "مفتاح خاص واحد",
        "مفتاحان خاصان",
        "مفتاحين خاصين",
        "مفاتيح خاصة",
        "مفتاحًا خاصًّا",
        "مفتاح خاص",
    ),
    "certificate": Forms("لا شهادات", "شهادة واحدة", "شهادتان", "شهادتين", "شهادات", "شهادة", "شهادة"),
    "schema": Forms("لا مخططات", "مخطط واحد", "مخططان", "مخططين", "مخططات", "مخططًا", "مخطط"),
    "more reason": Forms("لا أسباب", "سبب واحد", "سببان", "سببين", "أسباب", "سببًا", "سبب"),
    "part": Forms("لا أجزاء", "جزء واحد", "جزءان", "جزأين", "أجزاء", "جزءًا", "جزء"),
}


def counted(number: int, noun: str, language: Language = "en", *, oblique: bool = False) -> str:
    """`1 file`, `2 files`; in Arabic a noun of `NOUNS`, `oblique` where a preposition stands before it."""
    if language == "en":
        return f"{number} {noun}" if number == 1 else f"{number} {noun}s".replace("fixs", "fixes")
    forms, rest = NOUNS[noun], number % 100
    match number:
        case 0:
            return forms.none
        case 1:
            return forms.one
        case 2:
            return forms.of_two if oblique else forms.two
        case _:
            return f"{number} {forms.few if 3 <= rest <= 10 else forms.many if rest > 10 else forms.other}"
