"""The library of this repository against the archived texts of its sources, which stay outside it."""

from __future__ import annotations

import shutil
from hashlib import sha256
from pathlib import Path

import pytest

from briefgen.evidence.numbers import stated
from briefgen.evidence.snapshots import Archive, StoredFile, archive
from briefgen.evidence.verification import prove, totals
from briefgen.loading import load
from briefgen.records.library import Library
from briefgen.workspace import Workspace


@pytest.fixture(name="library", scope="module")
def _library(root: Path) -> Library:
    """The records of this repository."""
    return load(Workspace(root)).library


def held(library: Library, folder: Path) -> Archive:
    """The texts in a folder of plain files."""
    files = [(each.name, each.read_bytes()) for each in sorted(folder.iterdir())]
    return archive(library, [StoredFile(name, data, sha256(data).hexdigest()) for name, data in files])


def test_every_fact_is_verified_and_no_number_is_without_support(library: Library, snapshots: Path) -> None:
    """Each passage at its offsets, with its digest; each number of a fact in a passage of it."""
    proofs = prove(library, held(library, snapshots))
    assert totals(proofs)["verified"] == len(library.facts)
    assert {proof.fact.id: proof.absent for proof in proofs if proof.absent} == {}
    assert sum(bool(stated(proof.fact)) for proof in proofs) > 50


def test_tampered_copies_are_found(library: Library, snapshots: Path, tmp_path: Path) -> None:
    """A number changed in each text: the facts that rest on it drift, the others stand, and every file is altered."""
    shutil.copytree(snapshots, tmp_path / "copy")
    changed = {"2018": "2019", "50 ألف": "60 ألف", "2500": "3500", "2400": "2300", "1.48": "1.84"}
    for file in (tmp_path / "copy").iterdir():
        text = file.read_text("utf-8")
        for old, new in changed.items():
            text = text.replace(old, new)
        file.chmod(0o644)
        file.write_text(text, "utf-8")
    texts = held(library, tmp_path / "copy")
    assert texts.keys() == library.sources.keys()
    assert not any(each.intact for each in texts.values())
    proofs = {proof.fact.id: proof for proof in prove(library, texts)}
    states = {name: proof.state for name, proof in proofs.items()}
    assert {"drifted", "verified"} == set(states.values())
    for name in ("trained-over-50000", "us-forces-2500", "us-forces-2400", "stabilisation-1-48-billion"):
        assert states[name] == "drifted"
