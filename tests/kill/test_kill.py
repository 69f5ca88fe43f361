"""A few kills in every test run; `kill_loop.py --kills 200` makes many."""

import os

import pytest

from tests.kill.kill_loop import PASSWORD, run


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL is a thing of POSIX")
@pytest.mark.parametrize("password", [None, PASSWORD], ids=["plain", "encrypted"])
def test_nothing_acknowledged_is_lost_when_the_program_is_killed(tmp_path, password):
    tally = run(4, tmp_path, seed=20260512, passwords=(password,))
    assert tally.kills == 4
    assert tally.acknowledged > 4
