"""Signing from the command line: when publishing, afterwards, and what verification says of it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.samples.keys import PASSPHRASE, Authority
from tests.samples.published import BY, FIRST, SECOND, SOURCES, Sample, brief
from tests.samples.workspace import write

from briefgen import cli
from briefgen.archive.storage import Storage
from briefgen.errors import Exit
from briefgen.publishing.editions import named
from briefgen.signing import errors
from briefgen.signing.certificates import Anchors

Verify = Callable[..., tuple[int, dict[str, object]]]


@pytest.fixture(name="keys", scope="session")
def _keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Keys of two people with one authority, that authority, another one, and the passphrase, as files."""
    folder, authority = tmp_path_factory.mktemp("keys"), Authority()
    (folder / "key.p12").write_bytes(authority.key_file())
    (folder / "director.p12").write_bytes(authority.key_file("المدير"))
    (folder / "ca.pem").write_bytes(authority.pem)
    (folder / "other.pem").write_bytes(Authority().pem)
    (folder / "passphrase").write_text(f"{PASSPHRASE}\n", "utf-8")
    return folder


@pytest.fixture(name="made", scope="session")
def _made(tmp_path_factory: pytest.TempPathFactory, keys: Path) -> Sample:
    """A brief published twice, the second time signed."""
    folder = tmp_path_factory.mktemp("signed")
    sample = Sample(folder / "workspace", folder / "archive")
    for facts, words in ((FIRST, ()), (SECOND, _signing(keys))):
        write(sample.workspace, facts, {"water": brief()}, SOURCES)
        assert sample.run("publish", "water", "-m", "نشر", "--by", BY, *words) == Exit.DONE
    return sample


@pytest.fixture(name="copy")
def _copy(made: Sample, tmp_path: Path) -> Sample:
    """A copy that a test may change."""
    for name in ("workspace", "archive", "archive.records"):
        shutil.copytree(made.archive.parent / name, tmp_path / name)
    return Sample(tmp_path / "workspace", tmp_path / "archive")


def _signing(keys: Path, key: str = "key.p12") -> tuple[str, ...]:
    return "--sign", str(keys / key), "--secret", f"file:{keys / 'passphrase'}"


def _held(sample: Sample, path: str, version: str = "water@v2") -> bytes:
    return named(Storage.open(sample.archive), version).stored.read(path)


@pytest.fixture(name="verify")
def _verify(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Verify:
    """What `briefgen verify --json` says of a file with these bytes."""

    def run(data: bytes, *words: str, name: str = "in-hand.pdf") -> tuple[int, dict[str, object]]:
        (tmp_path / name).write_bytes(data)
        capsys.readouterr()
        code = cli.run(["verify", str(tmp_path / name), "--json", *words])
        return code, json.loads(capsys.readouterr().out)

    return run


def _events(sample: Sample) -> list[tuple[str, str, str]]:
    lines = (sample.archive.parent / "archive.records/events.jsonl").read_text("utf-8").splitlines()
    found = [json.loads(each) for each in lines]
    return [
        (each["event"], each["object"], each["outcome"]) for each in found if "signature" in each["event"]
    ]


def test_a_version_holds_its_signatures(made: Sample) -> None:
    """The signed PDF begins with the plain one, which the lock names; the log says who signed."""
    signed, plain = _held(made, "water.signed.pdf"), _held(made, "water.pdf")
    assert signed.startswith(plain)
    assert len(signed) > len(plain)
    assert "water.signed.pdf" in _held(made, "README.txt").decode()
    assert _events(made)[0] == ("digital signature generation", "urn:briefgen:brief:water@v2", "success")
    crate = json.loads(_held(made, "ro-crate-metadata.json"))
    action = next(each for each in crate["@graph"] if each["@id"] == "#build")
    assert {"@id": "water.lock.p7s"} in action["result"]
    assert {"@id": "water.lock.p7s"} not in action["object"]


def test_openssl_agrees(made: Sample, keys: Path, tmp_path: Path) -> None:
    """Somebody without briefgen checks the signature over the lock as the README of the version says."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed")
    for name in ("water.lock", "water.lock.p7s"):
        (tmp_path / name).write_bytes(_held(made, name))
    words = (
        "openssl cms -verify -binary -inform DER -in water.lock.p7s -content water.lock -purpose any -CAfile"
    )
    command = [*words.split(), str(keys / "ca.pem"), "-out", os.devnull]
    assert subprocess.run(command, cwd=tmp_path, capture_output=True, check=False).returncode == 0
    (tmp_path / "water.lock").write_bytes(_held(made, "water.lock", "water@v1"))
    assert subprocess.run(command, cwd=tmp_path, capture_output=True, check=False).returncode != 0


def test_the_archive_is_verified_with_its_signatures(
    copy: Sample, keys: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Good by the authority's word, refused by another's, and each time recorded for the version."""
    assert copy.run("archive", "verify", "--deep", "--trust", str(keys / "ca.pem")) == Exit.DONE
    assert "2 of 2 signatures good, " in capsys.readouterr().err
    assert copy.run("archive", "verify", "--json", "--trust", str(keys / "other.pem")) == Exit.UNVERIFIED
    found = json.loads(capsys.readouterr().out)
    assert [each["code"] for each in found["findings"]] == ["signature-refused"] * 2
    assert [(each["path"], each["trusted"]) for each in found["signatures"]] == [
        ("water.signed.pdf", False),
        ("water.lock.p7s", False),
    ]
    name = "urn:briefgen:brief:water@v2"
    assert _events(copy)[-2:] == [
        ("digital signature validation", name, "success"),
        ("digital signature validation", name, "fail"),
    ]


@pytest.mark.parametrize(
    ("path", "other", "words"),
    [
        ("water.lock.p7s", "water.lock", "the signature cannot be read"),
        ("water.lock", "v1", "the bytes are not those that were signed"),
        ("water.signed.pdf", "water.pdf", "the signature is missing"),
    ],
)
def test_signatures_that_were_exchanged_in_a_rewritten_archive(
    made: Sample, tmp_path: Path, path: str, other: str, words: str
) -> None:
    """Whoever writes a version with right digests everywhere cannot sign it: the signatures tell."""
    from briefgen.publishing.signatures import check

    version = named(Storage.open(made.archive), "water@v2").stored
    files = {each: version.read(each) for each in version.state}
    files[path] = _held(made, path, "water@v1") if other == "v1" else files[other]
    forged = Storage.create(tmp_path / "forged")
    assert version.user is not None
    forged.commit(version.inventory.id, files, message="x", user=version.user, created=datetime.now(UTC))
    assert words in [fault for each in check(forged, Anchors()) for fault in getattr(each, "faults", ())]


def test_a_loose_pdf_is_verified(made: Sample, keys: Path, verify: Verify) -> None:
    """Without an archive by its signature, with one by its bytes too: the digest of the unsigned part leads there."""
    signed = _held(made, "water.signed.pdf")
    code, found = verify(signed, "--trust", str(keys / "ca.pem"), "-a", str(made.archive))
    assert (code, found["good"], found["versions"]) == (Exit.DONE, True, ["water@v2"])
    signatures = found["signatures"]
    assert isinstance(signatures, list)
    signature = dict(signatures[0])
    assert (signature["by"], signature["trusted"]) == ("أمينة المحفوظات", True)
    assert signature["base_length"] == len(_held(made, "water.pdf"))
    assert verify(signed)[0] == Exit.DONE
    assert verify(signed, "--trust", str(keys / "other.pem"))[0] == Exit.UNVERIFIED
    assert _events(made)[-1] == ("digital signature validation", "urn:briefgen:brief:water@v2", "success")


def test_a_loose_pdf_that_nobody_answers_for(made: Sample, verify: Verify) -> None:
    """An unsigned one is good only by an archive; changed bytes are good by nobody."""
    plain, signed = _held(made, "water.pdf"), _held(made, "water.signed.pdf")
    code, found = verify(plain)
    assert (code, found["faults"]) == (Exit.UNVERIFIED, ["it is not signed, and no archive was asked"])
    code, found = verify(plain, "-a", str(made.archive))
    assert (code, found["versions"]) == (Exit.DONE, ["water@v2"])
    for changed in (plain + b"\n", signed + b"\n", signed.replace(b"/Producer", b"/Consumer", 1)):
        assert verify(changed, "-a", str(made.archive))[0] == Exit.UNVERIFIED
    assert verify(b"%PDF-1.7\n")[0] == Exit.UNVERIFIED
    assert verify(b"")[0] == Exit.UNVERIFIED


def test_a_lock_in_hand_is_verified(made: Sample, keys: Path, tmp_path: Path, verify: Verify) -> None:
    """With the signature that lies beside it, or is named; the lock of another version does not fit."""
    lock, signature = _held(made, "water.lock"), _held(made, "water.lock.p7s")
    (tmp_path / "water.lock.p7s").write_bytes(signature)
    trusted = ("--trust", str(keys / "ca.pem"))
    code, found = verify(lock, *trusted, "-a", str(made.archive), name="water.lock")
    assert (code, found["versions"]) == (Exit.DONE, ["water@v2"])
    other = _held(made, "water.lock", "water@v1")
    words = ("--signature", str(tmp_path / "water.lock.p7s"))
    code, found = verify(other, *trusted, *words, name="other.lock")
    assert (code, found["faults"]) == (Exit.UNVERIFIED, ["the bytes are not those that were signed"])


def test_a_published_version_is_signed_afterwards(
    copy: Sample, keys: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The version stays as it is; each person signs once, and all signatures are verified and shown."""
    before = {each: each.read_bytes() for each in copy.archive.rglob("*water/*") if each.is_file()}
    words = ("archive", "sign", "water@v1", "-m", "مراجعة", "--by", BY)
    assert copy.run(*words, *_signing(keys)) == Exit.DONE
    assert copy.run(*words, *_signing(keys, "director.p12")) == Exit.DONE
    assert copy.run(*words, *_signing(keys)) == Exit.DONE
    assert "has signed it already" in capsys.readouterr().err
    assert {each: each.read_bytes() for each in before} == before
    assert copy.run("archive", "verify", "--deep", "--trust", str(keys / "ca.pem")) == Exit.DONE
    assert "2 objects: 0 errors, 0 warnings, 6 of 6 signatures good" in capsys.readouterr().err
    assert copy.run("archive", "show", "water@v1", "--json") == Exit.DONE
    assert len(json.loads(capsys.readouterr().out)["signatures"]) == 4
    assert copy.run("archive", "list", "--json") == Exit.DONE
    assert [each["brief"] for each in json.loads(capsys.readouterr().out)] == ["water"]


def test_a_signed_version_is_rebuilt(made: Sample, capsys: pytest.CaptureFixture[str]) -> None:
    """The signed file counts as the same when it begins with what comes out."""
    assert made.run("archive", "rebuild", "water@v2", "--json") == Exit.DONE
    found = json.loads(capsys.readouterr().out)
    assert {each["path"]: each["identical"] for each in found["files"]}["water.signed.pdf"] is True
    assert made.run("archive", "rebuild", "water@v2") == Exit.DONE
    assert "water.signed.pdf: the same bytes before the signature" in capsys.readouterr().out


def test_nothing_is_signed_where_nothing_is_published(
    copy: Sample, keys: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A brief that has not changed gets no version for the sake of a signature; the advice is how to sign it."""
    assert copy.run("publish", "water", "-m", "نشر", "--by", BY, *_signing(keys)) == Exit.DONE
    assert "`briefgen archive sign` signs it as it is" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--sign", "no.p12"], "there is no file no.p12"),
        (["--sign", "{keys}/key.p12"], "the passphrase of {keys}/key.p12 is wanted"),
        (["--sign", "{keys}/key.p12", "--secret", "env:NO_SUCH"], "the environment has no NO_SUCH"),
        (["--sign", "{keys}/key.p12", "--secret", "wrong-1"], "--secret names no place"),
        (["--sign", "{keys}/key.p12", "--secret", "pass:wrong-1"], "--secret names no place"),
        (["--sign", "{keys}/key.p12", "--secret", "file:{keys}/ca.pem"], "the passphrase is wrong"),
        (["--sign", "pkcs11:object=a?pin-value=wrong-1"], "a PIN does not belong on the command line"),
        (["--secret", "env:HOME"], "--secret is given, and no key"),
    ],
)
def test_keys_that_cannot_be_used_stop_everything(
    copy: Sample, keys: Path, words: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Told before anything is built, and no message repeats what might be a secret."""
    write(copy.workspace, FIRST, {"water": brief()}, SOURCES)
    filled = [each.format(keys=keys) for each in words]
    code = copy.run("publish", "water", "-m", "x", "--by", BY, *filled)
    assert code in (Exit.USAGE, Exit.ENVIRONMENT)
    told = capsys.readouterr().err
    assert message.format(keys=keys) in told
    assert "wrong-1" not in told
    assert len(list(copy.archive.rglob("v3"))) == 0


def test_the_secret_is_nowhere(copy: Sample, keys: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not in the archive, not in its records: neither passphrase nor key."""
    monkeypatch.setenv("SECRET", PASSPHRASE)
    write(copy.workspace, FIRST, {"water": brief()}, SOURCES)
    words = ("--sign", str(keys / "key.p12"), "--secret", "env:SECRET")
    assert copy.run("publish", "water", "-m", "x", "--by", BY, *words) == Exit.DONE
    key = (keys / "key.p12").read_bytes()
    for file in (each for each in copy.archive.parent.rglob("*") if each.is_file()):
        data = file.read_bytes()
        assert PASSPHRASE.encode() not in data
        assert key[100:140] not in data


def test_signatures_that_cannot_be_judged_are_told(
    made: Sample, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without the packages of the extra nothing passes in silence: a warning, and a refusal for a loose file."""
    monkeypatch.setattr("briefgen.publishing.signatures.available", lambda: False)
    monkeypatch.setattr(errors, "available", lambda: False)
    assert made.run("archive", "verify") == Exit.DONE
    assert "warning[signatures-not-judged]" in capsys.readouterr().out
    file = next(made.archive.rglob("water.signed.pdf"))
    assert cli.run(["verify", str(file)]) == Exit.ENVIRONMENT
    assert "pip install 'briefgen[sign]'" in capsys.readouterr().err


def test_every_command_of_the_archive_speaks_json(
    copy: Sample, keys: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Programs read what was taken out, handed over, taken in, recalled and signed."""
    bag = tmp_path / "bag"
    there = Sample(copy.workspace, tmp_path / "there")
    words = ("-m", "مراجعة", "--by", BY, *_signing(keys))
    runs = [
        (copy, ("checkout", "water@v1", "--out", str(tmp_path / "out"))),
        (copy, ("export", "water@v1", "--out", str(bag))),
        (there, ("import", str(bag))),
        (there, ("import", str(bag))),
        (copy, ("notice", "pumps", "--why", "سُحبت", "--out", str(tmp_path / "notice.pdf"))),
        (copy, ("sign", "water@v1", *words)),
        (copy, ("sign", "water@v1", *words)),
    ]
    found = []
    for sample, arguments in runs:
        capsys.readouterr()
        assert sample.run("archive", *arguments, "--json") == Exit.DONE
        found.append(json.loads(capsys.readouterr().out))
    assert len(found[0]["files"]["water.pdf"]) == 128
    assert (found[1]["version"], found[1]["zip"]) == ("water@v1", False)
    assert [each["taken"] for each in found[2:4]] == [True, False]
    assert found[4]["versions"] == ["water@v1"]
    assert [(each["version"], each["signed"]) for each in found[5:]] == [
        ("water@v1", True),
        ("water@v1", False),
    ]
