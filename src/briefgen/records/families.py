"""From the file of a topic spec to its briefs: one, or one for each combination of its matrix.

Each combination is decoded as a spec of its own. A mistake that all of them share is told once; one that only some of
them have is told with their names.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefgen.diagnostics.merging import merged
from briefgen.diagnostics.model import Diagnostic, has_errors
from briefgen.ondemand import dataclass
from briefgen.records.decoding import Decoder
from briefgen.records.matrix import Combination, Matrix, decode_matrix
from briefgen.records.spec import Spec, decode_spec
from briefgen.records.substitution import Plan, Planner, filled
from briefgen.yamltext import Mapping, Node

OWN = ("brief", "matrix")


@dataclass(frozen=True, slots=True)
class Family:
    """The specs of one file. `broken`: its matrix or its variables cannot be used."""

    specs: Sequence[Spec]
    problems: tuple[Diagnostic, ...]
    combinations: tuple[Combination, ...] = ()
    broken: bool = False


def decode_family(name: str, root: Node) -> Family:
    """The specs of the file named `<name>.yaml`, and all problems."""
    if not isinstance(root, Mapping):
        return _one(name, root, ())
    decoder, node = Decoder(None, root), root.get("matrix")
    matrix = decode_matrix(decoder, node, name) if node is not None else Matrix({}, {}, ())
    if matrix is None:
        return Family((), (*decoder.problems, *_apart(name, root, decoder)), broken=True)
    planner = Planner(decoder, matrix.variables)
    plan = planner.plan(_without(root, *OWN))
    for variable in matrix.names.keys() - planner.used:
        at = matrix.names[variable]
        decoder.report("unused-variable", at, f"matrix.{variable}", variable=variable)
    problems = tuple(decoder.problems)
    if has_errors(problems):
        return Family((), (*problems, *_apart(name, root, decoder)), matrix.combinations, broken=True)
    if node is not None:
        return _several(name, root, plan, matrix, problems)
    return _one(name, _joined(root, filled(plan, {}), "brief") if plan else root, problems)


def _apart(name: str, root: Mapping, decoder: Decoder) -> tuple[Diagnostic, ...]:
    """What is wrong with a file apart from its matrix and its variables."""
    _, unfit = decode_spec(name, root)
    told = {each.span for each in decoder.problems}
    return tuple(each for each in unfit if each.span not in told and "$(" not in each.excerpt)


def _one(name: str, root: Node, problems: tuple[Diagnostic, ...]) -> Family:
    spec, unfit = decode_spec(name, root)
    return Family((spec,) if spec else (), (*problems, *unfit))


def _several(
    name: str, root: Mapping, plan: Plan | None, matrix: Matrix, problems: tuple[Diagnostic, ...]
) -> Family:
    found: list[Spec] = []
    unfit: list[tuple[str, Diagnostic]] = []
    bare = _without(root, *OWN)
    for combination in matrix.combinations:
        whole = filled(plan, dict(combination.values)) if plan else bare
        spec, refused = decode_spec(name, _joined(root, whole, "brief"), combination)
        found += [spec] if spec else []
        unfit += [(combination.name, each) for each in refused]
    told = merged(unfit, len(matrix.combinations))
    return Family(tuple(found), (*problems, *told), matrix.combinations)


def _without(root: Mapping, *keys: str) -> Mapping:
    return replace(root, entries=tuple(each for each in root.entries if each[0].text not in keys))


def _joined(root: Mapping, whole: Node, *keys: str) -> Node:
    """What was filled in, with keys of the file that have no variables."""
    if not isinstance(whole, Mapping):
        return whole
    own = tuple(each for each in root.entries if each[0].text in keys)
    return replace(whole, entries=(*own, *whole.entries))
