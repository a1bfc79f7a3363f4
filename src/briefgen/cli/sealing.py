"""`briefgen archive sign`: a published version signed afterwards, by whoever answers for it."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from briefgen.cli.archives import ArchiveOption, opened, publisher
from briefgen.cli.ledger import enter, record_signing, settle, sole_publisher
from briefgen.cli.options import HERE, JsonOption, WorkspaceOption
from briefgen.cli.signers import SecretOption, key_of
from briefgen.cli.telling import say, told
from briefgen.diagnostics.texts import phrase
from briefgen.errors import Exit, UsageError
from briefgen.workspace import now

if TYPE_CHECKING:
    from briefgen.archive.storage import Storage
    from briefgen.publishing.editions import Edition
    from briefgen.signing.keys import Key


def command(
    version: Annotated[str, typer.Argument(metavar="BRIEF[@vN]", help="A version; the newest if not named.")],
    key: Annotated[
        str,
        typer.Option("--sign", metavar="KEY", help="A PKCS#12 file, or a token's key by its PKCS#11 URI."),
    ],
    message: Annotated[str, typer.Option("--message", "-m", help="Why it is signed.")],
    by: Annotated[str | None, typer.Option("--by", help='Who signs: "name <address>".')] = None,
    secret: SecretOption = None,
    archive: ArchiveOption = None,
    workspace: WorkspaceOption = HERE,
    as_json: JsonOption = False,
) -> int:
    """Sign a version that is published already; the version stays as it is, its signatures are kept beside it."""
    from briefgen.publishing.editions import named

    why = " ".join(message.split())
    if not why:
        raise UsageError(phrase("says-nothing", option="--message"))
    who, storage = publisher(workspace, by), opened(workspace, archive)
    found = named(storage, version)
    with key_of(key, secret) as opened_key, sole_publisher(storage.root):
        assert opened_key is not None  # noqa: S101 - a key is named
        done = _sign(found, storage, opened_key, why, who)
        subject = opened_key.certificate.subject
    if as_json:
        record = {"version": found.name, "signed": done, "by": subject}
        print(json.dumps(record, ensure_ascii=False, indent=2))
    elif done:
        print(*told(phrase("signed-by", version=found.name, who=subject), sys.stdout), sep="\n")
    return Exit.DONE


def _sign(found: Edition, storage: Storage, key: Key, why: str, who: tuple[str, str]) -> bool:
    """Whether there was something to sign."""
    from briefgen.archive.ocfl import User
    from briefgen.publishing.signatures import add, signatures_id

    id, subject = signatures_id(found), key.certificate.subject
    settle(storage.root, storage, id)
    files = add(found, storage, key, why)
    if files is None:
        say(phrase("signed-already", version=found.name, who=subject))
        return False
    stored = storage.commit(id, files, message=why, user=User(*who), created=now())
    if stored is not None:
        enter(storage.root, id, stored, "")
    record_signing(storage.root, f"{found.stored.inventory.id}@v{found.number}", who[0], key.certificate)
    return True
