"""The search for unreachable objects is put off, and on again whatever happens."""

import gc
from collections.abc import Iterator
from contextlib import suppress

import pytest

from app.errors import CasebookError
from app.records.collection_pause import collection_paused
from tests.records.samples import bundle, lab, patient, read


@pytest.fixture(autouse=True)
def is_on() -> Iterator[None]:
    gc.enable()
    yield
    gc.enable()


def test_it_is_off_only_meanwhile() -> None:
    with collection_paused():
        assert not gc.isenabled()
        with collection_paused():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_what_was_off_before_stays_off() -> None:
    gc.disable()
    with collection_paused():
        pass
    assert not gc.isenabled()


@pytest.mark.parametrize("content", [bundle(patient(), lab()), '{"resourceType": "Bundle", '])
def test_it_is_on_again_after_a_file(content: str) -> None:
    with suppress(CasebookError):
        read(content)
    assert gc.isenabled()
