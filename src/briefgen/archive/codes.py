"""The validation codes of OCFL 1.0 and 1.1 (https://ocfl.io/1.1/spec/validation-codes.html), in our own words.

Codes that describe no state of the disk (that a tool must ignore unknown files, say) can never be found; they are here
so that every code can be looked up.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal

from briefgen.ondemand import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """What verification found: a code, `error` or `warning`, the path it concerns, and what is wrong there."""

    code: str
    severity: Literal["error", "warning"]
    path: str
    text: str


def finding(code: str, path: str, text: str) -> Finding:
    """A finding under a code of the specification (E… is an error, W… a warning) or of ours."""
    return Finding(code, "warning" if code.startswith("W") else "error", path, text)


CODES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "E001": "the object root holds something that is no part of an object",
        "E002": "the declaration of the object is no NAMASTE tag",
        "E003": "the object root has no declaration, or several",
        "E004": "the declaration of the object names no known version of OCFL",
        "E005": "the declaration of the object has another tag than 0",
        "E006": "the declaration of the object does not say ocfl_object_",
        "E007": "the declaration of the object has another content than its name says",
        "E008": "the object has no version",
        "E009": "the versions do not begin with 1",
        "E010": "a version is missing",
        "E011": "a zero-padded version does not begin with v0",
        "E012": "the version folders are named in different ways",
        "E013": "a version is named in another way than those before it",
        "E014": "a content path begins with no folder of a version",
        "E015": "a version folder holds another file than the inventory and its digest",
        "E016": "a version has content but no content folder",
        "E017": "contentDirectory holds a slash",
        "E018": "contentDirectory is . or ..",
        "E019": "contentDirectory is not set in the first version",
        "E020": "contentDirectory changes between versions",
        "E021": "the content folder is not called content though nothing else is said",
        "E022": "a folder beside the content folder was not ignored",
        "E023": "a file of the content is not in the manifest",
        "E024": "an empty folder in the content",
        "E025": "digestAlgorithm is neither sha512 nor sha256, or a digest has another form",
        "E026": "fixity names an algorithm outside the vocabulary",
        "E027": "an algorithm of the vocabulary is not supported",
        "E028": "an unsupported algorithm was not ignored",
        "E029": "a SHA-1 digest is not written in hexadecimal digits",
        "E030": "a SHA-256 digest is not written in hexadecimal digits",
        "E031": "a SHA-512 digest is not written in hexadecimal digits",
        "E032": "a BLAKE2b digest is not written in hexadecimal digits",
        "E033": "the inventory is not the JSON that it should be",
        "E034": "the inventory has another name than inventory.json",
        "E035": "a path in the inventory has another separator than /",
        "E036": "the inventory lacks id, type, digestAlgorithm or head",
        "E037": "the identifier is not unique, or no text",
        "E038": "the type of the inventory does not fit the declaration",
        "E039": "the manifest or a state uses another algorithm than digestAlgorithm",
        "E040": "head is not the highest version",
        "E041": "the inventory has no manifest or no versions",
        "E042": "a content path does not lie in a content folder of the object",
        "E043": "the inventory has no versions",
        "E044": "versions is no JSON object",
        "E045": "versions is no JSON object",
        "E046": "the versions of the inventory are not the version folders",
        "E047": "a version is no JSON object",
        "E048": "a version lacks created or state",
        "E049": "created is no RFC 3339 time with a zone and seconds",
        "E050": "a digest of a state is not a key of the manifest",
        "E051": "a logical path is no text",
        "E052": "a logical path has an element that is empty, . or ..",
        "E053": "a logical path begins or ends with a slash",
        "E054": "the user of a version has no name",
        "E055": "the fixity block has another key than fixity",
        "E056": "fixity has a key that is no known algorithm",
        "E057": "a fixity block is not built like a manifest",
        "E058": "an inventory has no digest beside it",
        "E059": "the digest beside an inventory has another algorithm",
        "E060": "an inventory does not match the digest beside it",
        "E061": "the digest beside an inventory has another form than it should have",
        "E062": "the digest beside an inventory was made before the inventory was done",
        "E063": "the object root has no inventory",
        "E064": "the inventory of the object root is not that of the newest version",
        "E066": "an older inventory describes another state of a version",
        "E067": "the extensions folder of the object holds a file",
        "E068": "an extension is not documented (OCFL 1.0)",
        "E069": "the storage root has no declaration",
        "E070": "ocfl_layout.json is not what it should be",
        "E071": "ocfl_layout.json names no registered extension",
        "E072": "a file between the storage root and the objects",
        "E073": "an empty folder in the storage root",
        "E074": "the storage root depends on another one",
        "E075": "the declaration of the storage root is no NAMASTE tag",
        "E076": "the storage root has several declarations",
        "E077": "the declaration of the storage root names no known version of OCFL",
        "E078": "the declaration of the storage root has another tag than 0",
        "E079": "the declaration of the storage root does not say ocfl_",
        "E080": "the declaration of the storage root has another content than its name says",
        "E081": "an object is of a later version of OCFL than the storage root",
        "E082": "an object lies neither at the end of a hierarchy nor in the storage root",
        "E083": "an object does not lie where its identifier leads",
        "E084": "a file in a folder between the storage root and the objects",
        "E085": "a folder of the hierarchy leads to no object",
        "E086": "the extensions folder of the storage root holds a file (OCFL 1.0)",
        "E087": "an unknown file in the storage root was not ignored",
        "E088": "the storage root has a folder that is neither of objects nor of extensions",
        "E089": "content that needs more than a file is not wrapped in one",
        "E090": "a link",
        "E091": "the file system changes the case of names (OCFL 1.0)",
        "E092": "a file is missing or does not match its digest in a manifest",
        "E093": "a file is missing or does not match its digest in fixity",
        "E094": "a message is no text",
        "E095": "two logical paths of a version are in each other's way",
        "E096": "a digest occurs twice in the manifest",
        "E097": "a digest occurs twice in fixity",
        "E098": "a content path is no text",
        "E099": "a content path has an element that is empty, . or ..",
        "E100": "a content path begins or ends with a slash",
        "E101": "two content paths are in each other's way",
        "E102": "the inventory has a key that the specification does not know",
        "E103": "a version is of an earlier version of OCFL than the one before it",
        "E104": "the name of a version does not begin with v",
        "E105": "the name of a version has no positive decimal number",
        "E106": "the manifest is no JSON object",
        "E107": "a digest of the manifest is used by no version",
        "E108": "contentDirectory is not the name of a folder in the version folder",
        "E110": "the identifier changes between versions",
        "E111": "fixity is no JSON object",
        "E112": "the extensions folder of the storage root holds a file",
        "W001": "the version folders are zero-padded",
        "W002": "a version folder holds a folder beside the content folder",
        "W003": "a version without content has a content folder",
        "W004": "digestAlgorithm is not sha512",
        "W005": "the identifier is no URI",
        "W007": "a version has no message or no user",
        "W008": "the user of a version has no address",
        "W009": "the address of a user is no URI",
        "W010": "a version folder has no inventory",
        "W011": "an older inventory tells another time, message or user of a version",
        "W012": "a record of actions lies elsewhere than in the logs folder",
        "W013": "the object has an extension that is not registered",
        "W014": "the storage root has several layouts",
        "W015": "objects lie in a hierarchy and in the storage root itself",
        "W016": "the storage root has an extension that is not registered",
    }
)

OWN: Final[Mapping[str, str]] = MappingProxyType(
    {
        "unreadable": "the disk does not give a file or a folder",
        "chain-broken": "a line of a record was changed, removed or put in",
        "torn-line": "the last line of a record is incomplete, as a crash leaves it",
        "version-removed": "a version that the catalogue knows is gone",
        "history-rewritten": "a version is not the one that the catalogue knows",
        "version-not-catalogued": "the catalogue does not know a version",
    }
)
"""What the specification has no code for."""

EXTENSIONS: Final = frozenset(
    {
        "0000-example-extension",
        "0001-digest-algorithms",
        "0002-flat-direct-storage-layout",
        "0003-hash-and-id-n-tuple-storage-layout",
        "0004-hashed-n-tuple-storage-layout",
        "0005-mutable-head",
        "0006-flat-omit-prefix-storage-layout",
        "0007-n-tuple-omit-prefix-storage-layout",
        "0008-schema-registry",
        "0009-digest-algorithms",
        "0010-differential-n-tuple-omit-prefix-storage-layout",
        "0011-direct-clean-path-layout",
        "0012-hash-and-no-prefix-id-n-tuple-storage-layout",
        "initial",
    }
)
"""The registered extensions (https://ocfl.github.io/extensions/, as of January 2026)."""
