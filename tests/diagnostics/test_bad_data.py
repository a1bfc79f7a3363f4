"""Every registered code has bad input in `tests/data/bad/<code>/` that gives this problem, there, and no other.

A file there replaces one of the workspace in `tests/data/good`, or is added to it: `spec.yaml` stands for the topic
spec, `facts.yaml` and `source.yaml` for one more file of facts and one more source; a word between (`spec.list.yaml`)
tells cases apart. What lies in `briefs/` keeps its name, and comes with all that lies there beside it. The first line
says what is expected and where: `# expect: unknown-key 7:5-7:10`, from a line and column to the column after the end.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from tests.samples.workspace import WIDE, without_leftovers

from briefgen import cli
from briefgen.diagnostics.codes import CODES
from briefgen.diagnostics.model import Diagnostic
from briefgen.diagnostics.render import render
from briefgen.diagnostics.texts import worded
from briefgen.loading import load
from briefgen.workspace import Workspace

DATA = Path(__file__).resolve().parent.parent / "data"
CASES = sorted(path for path in (DATA / "bad").rglob("*.y*ml") if path.read_bytes().startswith(b"# expect: "))
PLACES = {"spec": "sample.yaml", "facts": "facts/works.yaml", "source": "sources/works.yaml"}
_VERIFIED = "tests/evidence/test_verification.py"
# These need what a small text file cannot bring; each has a test of its own.
ELSEWHERE = {
    "file-too-large": "tests/test_yamltext.py::test_a_file_that_is_too_large_is_not_parsed",
    "over-limit": "tests/test_yamltext.py::test_what_nobody_writes_by_hand_is_refused_where_it_is",
    "more-problems": "tests/checks/test_capping.py::test_a_record_has_so_many_problems_and_no_more",
    "missing-glyph": "tests/test_builds.py::test_a_character_that_no_font_has_is_told_with_its_fact",
    "template": "tests/test_builds.py::test_a_template_mistake_is_told_once_with_file_and_line",
    "number-not-in-passage": f"{_VERIFIED}::test_numbers_are_not_searched_in_what_cannot_be_read",
    "passage-moved": f"{_VERIFIED}::test_each_failure_is_told_at_its_passage",
    "passage-drifted": f"{_VERIFIED}::test_each_failure_is_told_at_its_passage",
    "passage-lost": f"{_VERIFIED}::test_each_failure_is_told_at_its_passage",
    "snapshot-altered": f"{_VERIFIED}::test_a_tampered_file_is_told_passage_by_passage",
}


def _name(case: Path) -> str:
    return str(case.relative_to(DATA / "bad"))


def _placed(case: Path, folder: Path) -> str:
    """Puts the good workspace with one bad file into a folder; gives the path of the bad file."""
    shutil.copytree(DATA / "good" / "briefs", folder / "briefs")
    if case.parent.name == "briefs":
        shutil.copytree(case.parent, folder / "briefs", dirs_exist_ok=True)
        return f"briefs/{case.name}"
    path = PLACES[case.name.split(".")[0]]
    shutil.copy(case, folder / "briefs" / path)
    return f"briefs/{path}"


def _expected(case: Path) -> tuple[str, str]:
    found = re.match(rb"# expect: ([a-z0-9-]+) (\d+:\d+-\d+:\d+)\n", case.read_bytes())
    assert found, f"{_name(case)} does not say what to expect"
    return found[1].decode(), found[2].decode()


def _told(case: Path, folder: Path) -> tuple[Diagnostic, ...]:
    """The problems of a placed case; what nothing uses is told by the cases of that alone."""
    problems, code = load(Workspace(folder)).problems, _expected(case)[0]
    left = without_leftovers(each for each in problems if each.code not in WIDE)
    return tuple(each for each in problems if each.code == code or each in left)


def test_every_code_has_bad_input() -> None:
    """A code that nothing can cause, or that no test causes, fails here; so does a folder without a code."""
    assert {case.relative_to(DATA / "bad").parts[0] for case in CASES} | ELSEWHERE.keys() == CODES.keys()
    assert not {case.relative_to(DATA / "bad").parts[0] for case in CASES} & ELSEWHERE.keys()


@pytest.mark.parametrize("where", sorted(set(ELSEWHERE.values())))
def test_the_tests_that_stand_elsewhere_exist(where: str, root: Path) -> None:
    """The list above names real tests."""
    path, _, name = where.partition("::")
    assert f"def {name}(" in (root / path).read_text("utf-8")


def test_the_good_workspace_has_no_problems(tmp_path: Path) -> None:
    """What the bad files are added to is sound, so that each problem comes from the bad file."""
    shutil.copytree(DATA / "good" / "briefs", tmp_path / "briefs")
    assert load(Workspace(tmp_path)).problems == ()


@pytest.mark.parametrize("case", CASES, ids=_name)
def test_bad_input_gives_its_problem_and_no_other(case: Path, tmp_path: Path) -> None:
    """One mistake is one problem, with the code of its folder, at the very characters that are wrong."""
    path = _placed(case, tmp_path)
    problems = _told(case, tmp_path)
    found = [
        (each.code, each.span.file, f"{s.line}:{s.column}-{s.end_line}:{s.end_column}")
        for each in problems
        for s in (each.span,)
    ]
    code, span = _expected(case)
    assert code == case.relative_to(DATA / "bad").parts[0]
    assert found == [(code, path, span)], render(problems, "full")


@pytest.mark.parametrize("case", CASES, ids=_name)
def test_messages_keep_to_the_rules(case: Path, tmp_path: Path) -> None:
    """A message has no full stop, no capital at its start, no open placeholder, and no word of the machine room."""
    _placed(case, tmp_path)
    (problem,) = _told(case, tmp_path)
    for text in (problem.message, problem.advice, *(worded(each, "en") for each in problem.notes)):
        assert not re.search(r"\{\w*\}", text)
        assert not re.search(r"(?i)python|pyyaml|scalar|\bnode|\bmapping|tag:yaml", text)
    assert not re.match(r"[A-Z]", problem.message)
    assert not re.search(r"[a-z`]\.$", problem.message)


@pytest.mark.parametrize(
    "case", [case for case in CASES if CODES[_expected(case)[0]].severity == "error"], ids=_name
)
def test_errors_leave_earlier_outputs_untouched(
    case: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A build with an error ends with exit code 1, says where it is, and changes no byte in the output folder."""
    path = _placed(case, tmp_path)
    out = tmp_path / "build"
    out.mkdir()
    (out / "sample.pdf").write_bytes(b"%PDF of yesterday")
    (out / "sample.lock").write_bytes(b"{}")
    arguments = ["build", "sample", "-w", str(tmp_path), "-o", str(out)]
    # A spec that nobody asked for does not stop the others; here it is asked for too.
    if case.parent.name == "briefs" and case.stem != "sample":
        arguments.insert(1, case.stem)
        arguments.remove("sample")
    assert cli.run(arguments) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert f"--> {path}:{_expected(case)[1].split('-')[0]}" in captured.err
    assert {each.name: each.read_bytes() for each in out.iterdir()} == {
        "sample.pdf": b"%PDF of yesterday",
        "sample.lock": b"{}",
    }
