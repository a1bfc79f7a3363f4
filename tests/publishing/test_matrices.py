"""The briefs of a matrix in the archive: each a brief of its own, that needs nothing of the others."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.samples.published import BY, Sample
from tests.samples.workspace import Record, fact, section, spec, write

from briefgen import cli
from briefgen.archive.storage import Storage
from briefgen.errors import Exit
from briefgen.publishing.editions import named

FACTS = {
    "opened": fact("افتتحت الشبكة.", topics=["north"]),
    "repaired": fact("أصلحت الشبكة.", topics=["south"]),
    "widened": fact("وُسّعت الشبكة.", topics=["west"]),
}


def tour(*regions: str) -> Record:
    """A spec that prints one brief for each region, with an amount in its prose that is no variable."""
    values = [{"id": each, "label": f"منطقة {each}"} for each in regions]
    shown = section("ما جرى في $(region)", select={"topics": ["$(region)"]})
    return spec("tour", shown, title="جولة $(region) بكلفة $(5)", matrix={"region": values})


@pytest.fixture(name="sample", scope="module")
def _sample(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    """Two briefs of a matrix, published by the name of their spec."""
    folder = tmp_path_factory.mktemp("matrix")
    sample = Sample(folder / "workspace", folder / "archive")
    write(sample.workspace, FACTS, {"tour": tour("north", "south")})
    assert sample.run("publish", "tour", "-m", "الإصدار الأول", "--by", BY) == 0
    return sample


def test_a_version_holds_its_own_spec_and_nothing_of_the_others(sample: Sample) -> None:
    """The topic spec of one combination as a file of its own, which no other value is in."""
    found = named(Storage.open(sample.archive), "tour-north")
    records = {path for path in found.stored.state if path.startswith("briefs/")}
    assert records == {"briefs/tour-north.yaml", "briefs/facts/water.yaml", "briefs/sources/council.yaml"}
    assert found.lock.spec.path == "briefs/tour-north.yaml"
    held = found.stored.read("briefs/tour-north.yaml").decode()
    assert "south" not in held
    assert "جولة منطقة north بكلفة $(5)" in held


def test_a_checked_out_version_is_a_workspace(sample: Sample, tmp_path: Path) -> None:
    """It passes the checks, and builds frozen to the bytes that were published; so does a rebuild from the archive."""
    out = tmp_path / "out"
    archived = ("-a", str(sample.archive))
    assert cli.run(["archive", "checkout", "tour-south", "-o", str(out), *archived]) == Exit.DONE
    assert cli.run(["check", "-w", str(out)]) == Exit.DONE
    printed = (out / "tour-south.pdf").read_bytes()
    (out / "tour-south.pdf").unlink()
    assert cli.run(["build", "tour-south", "-w", str(out), "-o", str(out), "--frozen"]) == Exit.DONE
    assert (out / "tour-south.pdf").read_bytes() == printed
    assert cli.run(["archive", "rebuild", "tour-south", *archived]) == Exit.DONE


def test_a_new_value_makes_no_version_of_the_other_briefs(
    sample: Sample, capsys: pytest.CaptureFixture[str]
) -> None:
    """What a combination is printed from has not changed, though the file has."""
    write(sample.workspace, FACTS, {"tour": tour("north", "south", "west")})
    assert sample.run("publish", "tour", "-m", "منطقة أخرى", "--by", BY) == 0
    captured = capsys.readouterr()
    assert [line.split(":")[0] for line in captured.out.splitlines()] == ["tour-west@v1"]
    assert captured.err.count("nothing has changed since") == 2
