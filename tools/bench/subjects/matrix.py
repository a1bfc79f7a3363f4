"""Many outputs from one topic spec, beside as many topic specs."""

from __future__ import annotations

import json
from functools import partial

from tools.bench import workspaces
from tools.bench.dialogue import Broken
from tools.bench.figures import ratio
from tools.bench.registry import Setting, Subject
from tools.bench.results import Findings
from tools.bench.running import briefgen
from tools.bench.words import Writer

_MATRIX, _SPECS = "one topic spec with a matrix", "as many topic specs"
_PER_BRIEF = 3


def measure(setting: Setting) -> Findings:
    """10,000 outputs of one spec; 100 unless the long measurements are wanted. The first time each time."""
    side = 2 if setting.quick else 100 if setting.full else 10
    outputs = side * side
    one, many = setting.folder / "one", setting.folder / "many"
    workspaces.many(many, outputs, min(outputs, 1000) * _PER_BRIEF, _PER_BRIEF)
    workspaces.many(one, side, side * _PER_BRIEF, _PER_BRIEF)
    for spec in (one / "briefs").glob("bulletin-*.yaml"):
        spec.unlink()
    (one / "briefs" / "tour.yaml").write_text(json.dumps(_spec(side), ensure_ascii=False), "utf-8")
    found = setting.race(
        {
            name: setting.contender(
                briefgen("build", "--workspace", folder), partial(workspaces.forget, folder)
            )
            for name, folder in ((_MATRIX, one), (_SPECS, many))
        },
        rounds=1 if setting.full else None,
    )
    printed = len(list((one / "build").glob("*.pdf")))
    if printed != outputs:
        raise Broken(f"the matrix printed {printed} briefs in place of {outputs}")
    claim = ratio(
        f"{outputs:,} outputs: {_MATRIX} / {_SPECS}", found[_MATRIX], found[_SPECS], None, "at most"
    )
    return Findings(tuple(found.values()), (claim,))


def _spec(side: int) -> dict[str, object]:
    """A spec of two variables with so many values each; every value of the first chooses facts of its own."""
    writer = Writer("matrix")
    regions = [
        {
            "id": f"r{number}",
            "label": writer.title(2, 3),
            "facts": [f"statement-{number * _PER_BRIEF + place}" for place in range(_PER_BRIEF)],
        }
        for number in range(side)
    ]
    readers = [{"id": f"a{number}", "label": writer.title(1, 2)} for number in range(side)]
    section = {
        "title": "ما جرى في $(region)",
        "facts": ["$(region.facts)"],
        "order": "as-written",
        "show": "paragraphs",
    }
    return {
        "brief": "tour",
        "title": "موجز عن $(region) إلى $(reader)",
        "as_of": workspaces.AS_OF,
        "digits": "arabic-indic",
        "matrix": {"region": regions, "reader": readers},
        "sections": [section],
    }


SUBJECT = Subject(
    "matrix",
    "Many outputs from one topic spec",
    "A topic spec with a matrix of two variables, printed for the first time, beside a folder with as many topic specs "
    "of the same size.",
    60,
    measure,
    rounds=2,
)
