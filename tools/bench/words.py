"""Arabic text that does not repeat, the same for the same seed: made of common words, so that it means nothing."""

from __future__ import annotations

from random import Random

_TEXT = (
    "في من إلى على عن مع بعد قبل حتى منذ خلال البعثة المهمة التحالف القوات الحكومة الوزارة التدريب المشورة "
    "القدرات الدفاع الأمن المؤسسات الشركاء الدول الأعضاء المرحلة العمليات المدينة الاستقرار اللجنة المشتركة "
    "الحوار المباحثات الجولة البيان التقرير الموقف الخبراء القاعدة الاتفاق الإطار السيادة التعاون شبكة المياه "
    "المحطة المجلس البلدي الأسر الأحياء الخريف الربيع المسح الكلفة المهندسون الشكاوى المشروع الخزانات الأنابيب "
    "القياس النتائج الميزانية أُعلن قُدّم يُستفاد مُعدّات لِأنّ إنّ الآن الأسئلة هؤلاء رؤساء مسؤولًا شيئًا "
    "بيئةً سيُستكمل تستمر تعتمد تشرف تنتقل توسعت ازدادت انخفضت تراجعت اكتملت نُقلت وُزّعت أُنشئت دُرّبت نُشرت "
    "الجديدة القديمة الأولى الثانية الأخيرة الواسعة"
)
_WORDS = tuple(_TEXT.split())
_LATIN = ("NATO", "JOC-I", "CJTF-OIR", "Operation Inherent Resolve", "MAG", "F-16", "OCHA", "ISO 8601-2")


class Writer:
    """Words, sentences, titles and names, each new."""

    def __init__(self, seed: str) -> None:
        self.draw = Random(f"bench-{seed}")  # noqa: S311 - must be the same every time

    def words(self, count: int) -> str:
        """So many words; some are numbers or stand in Latin letters, some carry a comma."""
        words = []
        for place in range(count):
            kind = self.draw.random()
            if 0 < place < count - 1 and kind < 0.02:
                words.append(self.draw.choice(_LATIN))
            elif place > 0 and kind < 0.06:
                words.append(str(self.draw.randint(2, 2024)))
            else:
                words.append(self.draw.choice(_WORDS) + ("،" if kind > 0.93 and place < count - 1 else ""))
        return " ".join(words)

    def sentence(self, fewest: int, most: int) -> str:
        """A sentence with its full stop."""
        return f"{self.words(self.draw.randint(fewest, most))}."

    def title(self, fewest: int = 3, most: int = 7) -> str:
        """Words without punctuation or numbers."""
        return " ".join(self.draw.choice(_WORDS) for _ in range(self.draw.randint(fewest, most)))
