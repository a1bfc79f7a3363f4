"""The bytes of a PDF are pydyf's, made once each."""

from __future__ import annotations

from io import BytesIO

import pydyf
import pytest

from briefgen.press.speed import catalogue, switches


def written(compress: bool) -> tuple[bytes, tuple[bytes, ...]]:
    """A file with values of all kinds, and the references of its pages between two pages that were added."""
    pdf = pydyf.PDF()
    pdf.info["Title"] = pydyf.String("عنوان (1)")
    content = pydyf.Stream([b"BT", "/F1", pydyf.Dictionary({"MCID": 1}), 2, 0.5, True], compress=True)
    pdf.add_object(content)
    for number in range(3):
        pdf.add_page(pydyf.Dictionary({"Type": "/Page", "Box": pydyf.Array([0, number, 1.25, 3.0, "null"])}))
        first = pdf.page_references
    out = BytesIO()
    pdf.write(out, identifier=True, compress=compress)
    content.stream.append(b"ET")  # another write must not find what the first one kept
    pdf.write(out, identifier=True, compress=compress)
    return out.getvalue(), first


@pytest.mark.parametrize("compress", [True, False])
def test_the_file_is_the_same(compress: bool) -> None:
    """With the mend and without it pydyf writes the same file, twice, with a change between."""
    plain = written(compress)
    with switches.using("writing"), catalogue.applied():
        assert "write" not in vars(pydyf.PDF) or pydyf.PDF.write.__module__.startswith("briefgen.")
        mended = written(compress)
    assert mended == plain
    assert len(plain[1]) == 3
