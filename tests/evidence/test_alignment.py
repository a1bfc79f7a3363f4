"""Normal forms with their way back to the stored text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from briefgen.arabic.normal import n1, n2
from briefgen.evidence.alignment import aligned_n1, aligned_n2

# Letters, harakat, hamza and madda marks, tatweel, marks of direction, presentation forms, white space, Latin.
ALPHABET = (
    "ابتآأإؤئىةيكل\u064b\u064e\u0651\u0653\u0654\u0655\u0640\u200f\u202b\ufeff\u00ad"
    "\ufefb\ufdfa\ufc60 \u00a0\n\tae\u0301é123٤٥«».،"
)


@given(st.text(ALPHABET, max_size=60))
def test_the_aligned_forms_are_the_normal_forms(text: str) -> None:
    """Searching and hashing must see the same text."""
    assert aligned_n1(text).text == n1(text)
    assert aligned_n2(text).text == n2(text)


@given(st.text(ALPHABET, max_size=60), st.data())
def test_a_stretch_leads_back_to_text_with_the_same_normal_form(text: str, data: st.DataObject) -> None:
    """A find in N1, between whole clusters, is a stretch of the stored text whose N1 is what was found."""
    form = aligned_n1(text)
    edges = [at for at in range(len(form.text)) if at == 0 or form.starts[at] >= form.ends[at - 1]]
    if len(edges) < 2:
        return
    start, end = sorted(data.draw(st.tuples(st.sampled_from(edges), st.sampled_from(edges))))
    if start == end:
        return
    begin, stop = form.stretch(start, end)
    assert n1(text[begin:stop]) == form.text[start:end].strip()


def test_what_is_dropped_belongs_to_no_edge() -> None:
    """A tatweel before and after a found word stays outside the stretch, one inside it inside."""
    text = "ـعــام ـ"
    form = aligned_n1(text)
    assert (form.text.strip(), form.stretch(0, 3)) == ("عام", (1, 6))
