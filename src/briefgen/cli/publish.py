"""`briefgen publish`: builds briefs and puts each into the archive as a new version."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from briefgen.cli.archives import (
    ArchiveOption,
    kept,
    made,
    publisher,
    root_of,
)
from briefgen.cli.build import SEVEREST, Teller
from briefgen.cli.ledger import enter, record_signing, settle, sole_publisher
from briefgen.cli.materials import materials_of
from briefgen.cli.options import (
    HERE,
    ReportFormat,
    ReportOption,
    WorkspaceOption,
)
from briefgen.cli.proofs import proofs_of, refused_by, states_of
from briefgen.cli.signers import SecretOption, SignOption, key_of
from briefgen.cli.stores import SnapshotsOption, store_of
from briefgen.cli.telling import report, say, sum_up, told
from briefgen.diagnostics.model import ordered
from briefgen.diagnostics.texts import Count, Names, phrase
from briefgen.errors import EnvironmentFailedError, Exit, UsageError
from briefgen.loading import Loaded, buildable, load
from briefgen.workspace import Workspace, now, processors, stored

if TYPE_CHECKING:
    from briefgen.builds import Built
    from briefgen.materials import Materials
    from briefgen.publishing.editions import Edition
    from briefgen.publishing.publication import Plan
    from briefgen.signing.keys import Key

_ROUNDS = 20


@dataclass(frozen=True, slots=True)
class _Order:
    """What to publish, where, by whom (name and address), why, on how many processes to print, and who signs."""

    briefs: tuple[str, ...]
    materials: Materials
    root: Path
    who: tuple[str, str]
    why: str
    jobs: int
    snapshots: Mapping[str, bytes]
    key: Key | None


def command(
    briefs: Annotated[list[str], typer.Argument(help="Briefs by name.")],
    message: Annotated[str, typer.Option("--message", "-m", help="Why there is a new version.")],
    by: Annotated[str | None, typer.Option("--by", help='Who publishes: "name <address>".')] = None,
    archive: ArchiveOption = None,
    workspace: WorkspaceOption = HERE,
    snapshots: SnapshotsOption = None,
    require_verified: Annotated[
        bool, typer.Option("--require-verified", help="Refuse briefs with a fact that is not verified.")
    ] = False,
    require_reviewed: Annotated[
        bool,
        typer.Option(
            "--require-reviewed", help="Refuse briefs with a fact that is not reviewed as it stands."
        ),
    ] = False,
    sign: SignOption = None,
    secret: SecretOption = None,
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=0, help="Processes to print on; 0: all.")] = 0,
    form: ReportOption = ReportFormat.full,
) -> int:
    """Build briefs and keep each as a new version in the archive, if anything has changed since its last one."""
    why = " ".join(message.split())
    if not why:
        raise UsageError(phrase("says-nothing", option="--message"))
    opened = Workspace(workspace)
    who, root = publisher(workspace, by), root_of(workspace, archive)
    loaded = load(opened)
    wanted = loaded.wanted(tuple(briefs))
    if not _sound(loaded, wanted, form):
        return _nothing(Exit.PROBLEMS)
    store = store_of(opened, snapshots)
    proofs = proofs_of(loaded, wanted, store)
    if refused_by(proofs, loaded, wanted, verified=require_verified, reviewed=require_reviewed):
        return _nothing(Exit.UNVERIFIED)
    with key_of(sign, secret) as key:
        order = _Order(
            briefs=wanted,
            materials=materials_of(loaded, ("pdf", "html"), (), states_of(proofs)),
            root=root,
            who=who,
            why=why,
            jobs=jobs or processors(),
            snapshots=_allowed(loaded, store),
            key=key,
        )
        return _publish(loaded, order, Teller(Path(), form))


def _sound(loaded: Loaded, wanted: tuple[str, ...], form: ReportFormat) -> bool:
    """Whether no error stands in the way; all problems are reported."""
    problems = ordered((*loaded.shared_problems(), *loaded.problems_of(*wanted)))
    report(problems, form)
    sum_up(problems)
    return len(buildable(loaded, wanted)) == len(wanted)


def _nothing(code: Exit) -> Exit:
    say(phrase("nothing-published"))
    return code


def _allowed(loaded: Loaded, store: Path | None) -> dict[str, bytes]:
    """The snapshots at hand, by digest, whose record lets them into the archive."""
    digests = {
        each.snapshot.sha256
        for each in loaded.library.sources.values()
        if each.snapshot is not None and each.rights is not None and each.rights.archive
    }
    if store is None or not digests:
        return {}
    return {each.sha256: each.data for each in stored(store, sorted(digests)) if each.sha256 in digests}


def _publish(loaded: Loaded, order: _Order, teller: Teller) -> Exit:
    """Publishes what has changed; a brief that somebody else published meanwhile is looked at anew."""
    left = order.briefs
    for _ in range(_ROUNDS):
        code, left = _round(loaded, replace(order, briefs=left), teller)
        if code or not left:
            return code
    raise EnvironmentFailedError(phrase("others-publish", names=Names(left)), phrase("run-again"))


def _round(loaded: Loaded, order: _Order, teller: Teller) -> tuple[Exit, tuple[str, ...]]:
    """Builds all briefs that have changed, and publishes them if all came out; those that others were first with."""
    from briefgen.publishing.publication import plan

    storage = kept(order.root)
    plans = {name: plan(name, order.materials, storage) for name in order.briefs}
    needed = {name: each for name, each in plans.items() if each.needed}
    for each in plans.values():
        if each.head and not each.needed:
            say(phrase("unchanged-since", version=each.head.name, when=each.head.created))
            if order.key:
                say(phrase("nothing-signed"), 2)
    previous = {name: each.previous for name, each in needed.items() if each.previous}
    changes = {name: each.changes for name, each in needed.items() if each.changes}
    order = replace(order, materials=replace(order.materials, previous=previous, changes=changes))
    built, codes = _build(tuple(needed), order.materials, order.jobs, teller)
    if codes:
        return _nothing(next(code for code in SEVEREST if code in codes)), ()
    late = [name for name, each in built.items() if not _commit(each, needed[name], loaded, order)]
    return Exit.DONE, tuple(late)


def _build(
    briefs: tuple[str, ...], materials: Materials, jobs: int, teller: Teller
) -> tuple[dict[str, Built], set[Exit]]:
    """The briefs that came out, in the order wanted, and the exit codes of those that did not."""
    from briefgen.builds import Built
    from briefgen.runs import run

    outcomes = {each.brief: each for each in run(briefs, materials, jobs)}
    built: dict[str, Built] = {}
    codes: set[Exit] = set()
    for name in briefs:
        outcome = outcomes[name]
        if isinstance(outcome, Built):
            # A version is kept for ever: one that breaks a promise is not published.
            codes |= teller.losses(outcome)
            built[name] = outcome
        else:
            codes.add(outcome.exit_code)
            teller.failed(outcome)
    return built, codes


def _commit(built: Built, plan: Plan, loaded: Loaded, order: _Order) -> bool:
    """Publishes one brief with the snapshots that its sources let in, and tells of it; False if another came first."""
    from briefgen.publishing.contents import brief_id
    from briefgen.publishing.deed import Deed
    from briefgen.publishing.publication import keep_snapshots, publish
    from briefgen.publishing.signatures import sign

    deed = Deed(plan.number, *order.who, order.why, now())
    files = {each.path: each.data for each in loaded.files}
    licences = {each.path: each.data for each in loaded.workspace.licences()}
    outputs = {each.name: each.data for each in built.outputs}
    signatures = sign(built.brief, outputs, order.key, order.why) if order.key else {}
    with sole_publisher(order.root):
        storage = kept(order.root) or made(order.root)
        settle(order.root, storage, brief_id(built.brief))
        version = publish(built, order.materials, files, licences, deed, storage, signatures)
        if version is None:
            return False
        enter(order.root, brief_id(version.brief), version.stored, version.lock_sha256)
        if order.key:
            name = f"{brief_id(version.brief)}@v{version.number}"
            record_signing(order.root, name, order.who[0], order.key.certificate)
        for snapshot, id in keep_snapshots(version, loaded.library, order.snapshots, deed, storage):
            enter(order.root, id, snapshot, "")
    _tell(version, order.key)
    for each in plan.found:
        say(each.said, 2)
    return True


def _tell(version: Edition, key: Key | None) -> None:
    pages, facts = Count(version.lock.pages, "page"), Count(len(version.lock.facts), "fact")
    name, key_holder = version.name, key.certificate.subject if key else ""
    text = (
        phrase("published-signed", version=name, pages=pages, facts=facts, who=key_holder)
        if key
        else phrase("published", version=name, pages=pages, facts=facts)
    )
    print(*told(text, sys.stdout), sep="\n", flush=True)
