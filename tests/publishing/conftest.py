"""The published sample and its versions, made once for all tests of this folder: they only read it."""

from __future__ import annotations

import pytest
from tests.samples.published import Sample, published_twice

from briefgen.archive.storage import Storage
from briefgen.publishing.editions import Edition, named


@pytest.fixture(name="sample", scope="session")
def _sample(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    """A brief published twice."""
    return published_twice(tmp_path_factory.mktemp("published"))


@pytest.fixture(name="storage", scope="session")
def _storage(sample: Sample) -> Storage:
    """Its archive."""
    return Storage.open(sample.archive)


@pytest.fixture(name="first", scope="session")
def _first(storage: Storage) -> Edition:
    """Its first version."""
    return named(storage, "water@v1")


@pytest.fixture(name="second", scope="session")
def _second(storage: Storage) -> Edition:
    """Its second version."""
    return named(storage, "water@2")
