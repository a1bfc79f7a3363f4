"""PDF/A-3a (ISO 19005-3) and PDF/UA-1 (ISO 14289-1) in one file.

WeasyPrint 70.0 writes the one or the other (Kozea/WeasyPrint#2783). Printed as `pdf/a-3a` a document has all that both
ask for but the claim to be PDF/UA, which the metadata may make only with a description of its property: PDF/A knows
none but its own (ISO 19005-3, 6.6.2.3). The engine also lists each attachment twice and leaves the name tree unsorted.
"""

from __future__ import annotations

from typing import Any

VARIANT = "pdf/a-3a"

_END = b"</rdf:RDF>"
_CLAIM = b"""<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1" />\
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">\
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">\
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">\
<pdfaProperty:name>part</pdfaProperty:name>\
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>Part of ISO 14289 that the file conforms to</pdfaProperty:description>\
</rdf:li></rdf:Seq></pdfaSchema:property>\
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""


class Unclaimed(ValueError):
    """The document was not printed as PDF/A-3a, or claims already to be PDF/UA."""


def finisher(_document: Any, pdf: Any) -> None:
    """Claim PDF/UA-1 beside PDF/A-3a, and list attachments once and in order.

    For a document printed with `variant=VARIANT`. Raises Unclaimed for another.
    """
    claim(pdf)
    list_attachments(pdf)


def claim(pdf: Any) -> None:
    """Add the claim to the one RDF of the metadata (ISO 16684-1, 7.4); raises Unclaimed."""
    metadata = next((each for each in pdf.objects if _is_metadata(each)), None)
    if metadata is None or len(metadata.stream) != 1:
        raise Unclaimed("the document has no metadata stream")
    (packet,) = metadata.stream
    if packet.count(_END) != 1 or b"pdfaid:part=" not in packet or b"pdfuaid:" in packet:
        raise Unclaimed("the metadata is not that of PDF/A alone")
    metadata.stream = [packet.replace(_END, _CLAIM + _END)]


def list_attachments(pdf: Any) -> None:
    """Each attachment once among the document's associated files, and by name in the tree of embedded files."""
    import pydyf

    if "AF" in pdf.catalog:
        pdf.catalog["AF"] = pydyf.Array(dict.fromkeys(pdf.catalog["AF"]))
    if reference := pdf.catalog.get("Names", {}).get("EmbeddedFiles"):
        names = pdf.objects[int(reference.split()[0])]["Names"]
        pairs = sorted(zip(names[::2], names[1::2], strict=True), key=lambda pair: pair[0].data)
        names[:] = [part for pair in pairs for part in pair]


def _is_metadata(each: Any) -> bool:
    return getattr(each, "extra", {}).get("Type") == "/Metadata"
