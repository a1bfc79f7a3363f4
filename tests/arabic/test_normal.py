"""N1 and N2: the published vectors, and what must hold for any text."""

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.arabic.normal import n1, n1_digest, n2, words

VECTORS = json.loads((Path(__file__).parent.parent / "data" / "vectors" / "n1.json").read_text("utf-8"))[
    "vectors"
]

# Letters, marks, presentation forms, controls and white space that the rules touch, and any other character.
ARABIC = st.text(
    alphabet=st.one_of(
        st.sampled_from(
            "اأإآٱبتيىیئكکهةوؤءلمن ـ\u064b\u064e\u0651\u0653\u0654\u0655\u0670\u200c\u200d٠٩۵5²½"
        ),
        st.sampled_from("\u200b\u200e\u200f\u061c\u202b\u202c\u2067\u2069\ufeff\u00ad\u00a0\u2003\n\t\u0085"),
        st.characters(min_codepoint=0xFB50, max_codepoint=0xFDFF),
        st.characters(min_codepoint=0xFE70, max_codepoint=0xFEFC),
        st.characters(codec="utf-8"),
    ),
    max_size=40,
)


@pytest.mark.parametrize("vector", VECTORS, ids=[vector["what"] for vector in VECTORS])
def test_published_vector(vector: dict[str, str]) -> None:
    """Each published input gives the published N1 and digest."""
    assert n1(vector["input"]) == vector["n1"]
    assert n1_digest(vector["input"]) == vector["sha256"]


@given(ARABIC)
def test_n1_is_idempotent_and_clean(text: str) -> None:
    """N1 of N1 is N1; it is NFC, and has nothing left that N1 drops or folds."""
    once = n1(text)
    assert n1(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert not set(once) & set(
        "ـ\u200b\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\u00ad"
    )
    assert once == " ".join(once.split())


@given(ARABIC)
def test_n1_does_not_depend_on_what_readers_cannot_see(text: str) -> None:
    """Decomposition, invisible controls and tatweel between the characters leave the digest as it is."""
    decomposed = unicodedata.normalize("NFD", text)
    assert n1_digest(decomposed) == n1_digest(text)
    assert n1_digest("\u200f".join(decomposed)) == n1_digest(text)
    assert n1_digest(f"\ufeff\n{text}ـ ") == n1_digest(text)


@pytest.mark.parametrize(
    ("one", "other"), [("10²", "102"), ("7.8", "٧٫٨"), ("كتب", "كَتب"), ("ی", "ي"), ("86", "85"), ("½", "1⁄2")]
)
def test_n1_keeps_what_has_a_meaning(one: str, other: str) -> None:
    """A changed number, letter or haraka changes the digest."""
    assert n1_digest(one) != n1_digest(other)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("أَحْمَدُ وإلى الآن وٱلله", "احمد والي الان والله"),
        ("مؤتمر شيئًا بيئة على", "موتمر شييا بييه علي"),
        ("یک کشور", "يك كشور"),
        ("٢٬٥٠٠ و۱٫۵ و٢٥٪", "2,500 و1.5 و25%"),
        ("«التحالف» “الدولي” ‘x’ 2014–2017 −5", '"التحالف" "الدولي" \'x\' 2014-2017 -5'),
        ("CJTF‑OIR Straße", "cjtf-oir strasse"),
        ("بِسْمِ ٱللَّهِ ۖ", "بسم الله"),
        ("می\u200cشود", "ميشود"),
    ],
)
def test_n2_folds_what_searchers_do_not_type(text: str, folded: str) -> None:
    """Variants of letters, vowels, digits, quotes, dashes and case become one."""
    assert n2(text) == folded


@given(ARABIC)
def test_n2_is_idempotent_and_coarser_than_n1(text: str) -> None:
    """N2 of N2 is N2, and texts with the same N1 have the same N2."""
    assert n2(n2(text)) == n2(text)
    assert n2(n1(text)) == n2(text)


def test_words_are_what_one_searches_for() -> None:
    """Words come folded, in order, without punctuation; a number keeps its separators."""
    assert words("في عام ٢٠١٤، أنفقت (CJTF-OIR) نحو 1.48 مليار؛ أميركية-عراقية.") == (
        *("في", "عام", "2014", "انفقت", "cjtf", "oir", "نحو", "1.48", "مليار", "اميركيه", "عراقيه"),
    )
