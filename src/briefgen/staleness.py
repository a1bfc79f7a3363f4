"""What differs between two locks: between a lock and the workspace as it stands, or between two versions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, replace
from typing import Literal

from briefgen.diagnostics.texts import Text, phrase, worded
from briefgen.lock import Entry, Lock, Options
from briefgen.ondemand import dataclass

Kind = Literal["spec", "fact", "part", "source", "template", "font", "tool", "option", "output"]
STATE_OF = "state of "  # begins the names of those options that tell what became of a fact's passages


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that differs: what it is, its name, and its value then and now (empty where it was or is not there).

    Values are digests of facts and files, versions of tools, words of options, ids of facts chosen.
    """

    kind: Kind
    name: str
    then: str
    now: str

    @property
    def state_of(self) -> str:
        """The fact of an option that tells what became of a fact's passages; empty for all else."""
        told = self.kind == "option" and self.name.startswith(STATE_OF)
        return self.name.removeprefix(STATE_OF) if told else ""

    @property
    def said(self) -> Text:
        """The difference in a line, without digests."""
        kind, state = self.kind, self.state_of
        what = phrase("differing-state", name=state) if state else phrase(f"differing-{kind}", name=self.name)
        if not self.then:
            return phrase("is-new", what=what)
        if not self.now:
            return phrase("is-gone", what=what)
        if kind in ("tool", "option"):
            return phrase("was-and-is", what=what, then=self.then, now=self.now)
        return phrase("has-changed", what=what)

    def __str__(self) -> str:
        """The same in English."""
        return worded(self.said, "en")


def inputs_only(lock: Lock) -> Lock:
    """The lock without what came out and without its place in the chain."""
    return replace(lock, outputs=(), pages=0, notes=0, previous=None)


def differences(then: Lock, now: Lock) -> tuple[Difference, ...]:
    """All that differs in what went in: spec, facts, parts, sources, templates, fonts, tools, options.

    Specs and records of sources differ in what they say; their comments and layout are no difference.
    """
    return tuple(_differences(then, now))


def outputs_differing(then: Lock, now: Lock) -> tuple[Difference, ...]:
    """The files that came out otherwise."""
    pairs = ({each.path: each.sha512 for each in lock.outputs} for lock in (then, now))
    return tuple(_of("output", *pairs))


def _differences(then: Lock, now: Lock) -> Iterator[Difference]:
    yield from _of("spec", *_said({each.spec.path: (each.spec.sha256, each.meaning)} for each in (then, now)))
    yield from _of("fact", *({each.id: each.sha256 for each in lock.facts} for lock in (then, now)))
    yield from _of(
        "part", *({each.route: " ".join(each.facts) or "-" for each in lock.parts} for lock in (then, now))
    )
    yield from _of(
        "source",
        *_said({each.id: (each.sha256, each.meaning) for each in lock.sources} for lock in (then, now)),
    )
    yield from _of("template", _digests(then.templates), _digests(now.templates))
    yield from _of("font", _digests(then.fonts), _digests(now.fonts))
    yield from _of("tool", then.tools, now.tools)
    yield from _of("option", _words(then.options), _words(now.options))


def _of(kind: Kind, then: Mapping[str, str], now: Mapping[str, str]) -> Iterator[Difference]:
    for name in sorted(then.keys() | now.keys()):
        before, after = then.get(name, ""), now.get(name, "")
        if before != after:
            yield Difference(kind, name, before, after)


def _said(pair: Iterable[Mapping[str, tuple[str, str]]]) -> Iterator[Mapping[str, str]]:
    """Two groups of files by what they say, given with their digests: those of which both tell, else by their bytes."""
    then, now = pair
    both = {name for name in then.keys() & now.keys() if then[name][1] and now[name][1]}
    for group in (then, now):
        yield {name: said if name in both else data for name, (data, said) in group.items()}


def _digests(entries: Iterable[Entry]) -> Mapping[str, str]:
    return {each.path: each.sha256 for each in entries}


def _words(options: Options) -> Mapping[str, str]:
    """The options as words; `-` stands for none, so that setting one is no new option."""
    values = {
        name: " ".join(value) if isinstance(value, tuple) else value
        for name, value in asdict(options).items()
        if not isinstance(value, dict)
    }
    states = {f"{STATE_OF}{name}": " ".join(each) for name, each in options.states.items()}
    return {**{name: value or "-" for name, value in values.items()}, **states}
