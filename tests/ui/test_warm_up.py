"""Pages are imported beside the window, one module after the other."""

import sys

from app.ui.places import modules
from app.ui.warm_up import WarmUp


def test_every_page_can_be_imported_ahead() -> None:
    warming = WarmUp(modules())
    warming.start()
    warming.wait()
    assert not warming.busy
    assert set(modules()) <= set(sys.modules)


def test_it_stops_between_two_modules() -> None:
    warming = WarmUp(["no_such_module_of_ours"])
    warming._stop.set()
    warming.start()
    warming.stop()
    assert not warming.busy
