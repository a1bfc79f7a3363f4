"""Words that are counted: which word after a number belongs to it, so that a line never breaks between them."""

from typing import Final

from briefgen.arabic.normal import n2
from briefgen.ondemand import pattern


def _stems(words: str) -> frozenset[str]:
    return frozenset(n2(words).split())


# Magnitudes, units, the months' first words and the nouns that briefs count most.
UNITS: Final = _stems(
    """
    ألف ألفا ألفي آلاف مليون مليونا مليوني ملايين مليار مليارا مليارات بليون بلايين تريليون
    جندي جنديا جنود عسكري عسكريا عسكريين عنصر عنصرا عناصر مقاتل مقاتلا مقاتلين فرد فردا أفراد شخص شخصا أشخاص
    عضو عضوا أعضاء خبير خبيرا خبراء مستشار مستشارا مستشارين ضابط ضابطا ضباط قتيل قتيلا قتلى جريح جريحا جرحى
    دولة دول بلد بلدا بلدان شريك شريكا شركاء منظمة منظمات قاعدة قواعد موقع موقعا مواقع
    منشأة منشآت هدف هدفا أهداف
    هجوم هجوما هجمات ضربة ضربات غارة غارات صاروخ صاروخا صواريخ طائرة طائرات مسيرة مسيرات شاحنة شاحنات
    مركبة مركبات قذيفة قذائف لواء ألوية فوج أفواج كتيبة كتائب فرقة فرق
    مرحلة مراحل جولة جولات عامل عوامل مشروع مشروعا مشاريع محافظة محافظات مدينة مدن صفحة صفحات
    دولار دولارا دولارات يورو دينار دينارا متر مترا أمتار كيلومتر كيلومترا كيلومترات كم ميل ميلا أميال
    طن طنا أطنان     كيلوغرام كيلوغراما كغ لتر لترا ساعة ساعات دقيقة دقائق يوم يوما أيام أسبوع أسبوعا أسابيع
    شهر شهرا أشهر عام عاما أعوام سنة سنوات عقد عقدا عقود مرة مرات نقطة نقاط بالمئة بالمائة كانون شباط آذار
    نيسان أيار حزيران تموز آب أيلول تشرين يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر
    ديسمبر
    """
)
_PARTICLES: Final = _stems(
    "من إلى في على عن أن إن أو أم ثم حتى منذ بين مع عند بعد قبل خلال ضد لدى حول نحو لكن كما كان كانت"
    " قد لم لن لا ما هو هي هم هذا هذه ذلك تلك الذي التي حيث إذ إذا بل غير كل بعض"
)
_PERCENT: Final = _stems("المئة المائة")
_YEAR = pattern(r"(?:1[89]|20)[0-9]{2}")


def is_unit(word: str) -> bool:
    """True when a word after a number is surely counted by it: `جندي`, `ألف`, `كانون`, vowelled or not."""
    return n2(word).rstrip("/").split("/")[0] in UNITS


def is_counted(number: str, word: str) -> bool:
    """True when a word after a number (digits of any family) most likely belongs to it.

    A unit always does. Any other word does unless the number reads as a year (1800-2099), or the word is a
    particle, is joined to one (`و…`), or is definite: what Arabic counts is indefinite.
    """
    folded = n2(word)
    if folded in UNITS or folded.split("/")[0] in UNITS:
        return True
    joined = folded.startswith(("ال", "و", "ف", "ب", "ل")) or folded in _PARTICLES
    return bool(folded) and not joined and not _YEAR.fullmatch(n2(number))


def is_percent(preposition: str, word: str) -> bool:
    """True for the two words of a percentage in letters, `في المائة`."""
    return n2(preposition) == n2("في") and n2(word) in _PERCENT
