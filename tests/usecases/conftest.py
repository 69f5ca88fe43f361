"""Real case files in a temporary folder, and registry records brought into them."""

import datetime
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from app.usecases.bring_in import bring_in
from app.usecases.make_case import new_case
from app.usecases.session import Session
from tests.trials.samples import as_bytes, study

TODAY = datetime.date(2026, 5, 12)

Bring = Callable[..., Path]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A case file with a name in it and nothing else."""
    file = tmp_path / "maya.casebook"
    new_case(file, name="Maya Ellison")
    return file


@pytest.fixture
def session(path: Path) -> Iterator[Session]:
    """That case, open on 12 May 2026."""
    with Session.open(path, today=lambda: TODAY) as opened:
        yield opened


@pytest.fixture
def bring(session: Session, tmp_path: Path) -> Bring:
    """Bring an invented study in; `fields` as in `samples.study`."""
    made = 0

    def bring_one(number: str = "NCT99990001", **fields: Any) -> Path:
        nonlocal made
        made += 1
        file = tmp_path / f"{number}-{made}.json"
        file.write_bytes(as_bytes(study(number, **fields)))
        bring_in(session, [file])
        return file

    return bring_one
