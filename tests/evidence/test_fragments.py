"""Text fragments: links that take a reader to the passage."""

from __future__ import annotations

from urllib.parse import unquote

from briefgen.evidence.fragments import fragment, link
from briefgen.records.fact import Passage


def passage(first: str, last: str) -> Passage:
    """A passage with these anchors."""
    return Passage(first, last, (0, 9), "0" * 64, "n1")


def test_a_fragment_names_the_first_and_last_words() -> None:
    """Encoded as UTF-8 percent escapes; spaces are %20."""
    found = fragment(passage("افتتح المجلس البلدي", "في ربيع"))
    assert found.isascii()
    assert unquote(found) == ":~:text=افتتح المجلس البلدي,في ربيع"


def test_characters_with_a_meaning_in_fragments_are_encoded() -> None:
    """A comma, a hyphen and an ampersand in the words are not the fragment's own."""
    found = fragment(passage("2,400 متر-مكعب &", "في الساعة"))
    assert found.startswith(":~:text=2%2C400%20")
    assert found.count(",") == 1
    assert not {"-", "&"} & set(found)


def test_punctuation_at_the_edges_is_left_out() -> None:
    """«2014،» at the end of an anchor would not be found where the page sets the comma apart."""
    assert unquote(fragment(passage("في عام 2014،", "(المجلس"))) == ":~:text=في عام 2014,المجلس"


def test_a_short_passage_is_named_once() -> None:
    """The same words at both ends are one text, not a range."""
    assert "," not in fragment(passage("افتتح المجلس البلدي", "افتتح المجلس البلدي"))


def test_an_address_keeps_its_own_fragment() -> None:
    """The directive follows it (section 3.2 of the draft)."""
    words = passage("افتتح المجلس البلدي", "في ربيع")
    assert link("https://example.org/a", words).startswith("https://example.org/a#:~:text=")
    assert link("https://example.org/a#b", words).startswith("https://example.org/a#b:~:text=")
