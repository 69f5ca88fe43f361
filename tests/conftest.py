"""What every test may rely on: no screen needed, settings of its own, the sample folder."""

import os

# Without a screen Qt would end the whole process; this must stand before anything imports Qt.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from pathlib import Path

import hypothesis
import pytest

# How long an example takes is no matter of a test. On a machine that decides whether work lands,
# every run tries the same examples; new ones are looked for where somebody can look at them.
hypothesis.settings.register_profile(
    "casebook",
    deadline=None,
    derandomize=bool(os.environ.get("CI")),
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("casebook")

REPOSITORY = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of sample cases, trials and records; skips where it is absent.

    The folder is named by the environment variable CASEBOOK_SHARED_DATA, or lies beside the
    checkout in `shared/data`.
    """
    named = os.environ.get("CASEBOOK_SHARED_DATA")
    folder = Path(named) if named else REPOSITORY.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip(f"no sample folder at {folder}; set CASEBOOK_SHARED_DATA to have these run")
    return folder


@pytest.fixture(autouse=True)
def _own_settings(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No test reads or writes the settings and the log of the person who runs it."""
    folder = tmp_path_factory.mktemp("config")
    monkeypatch.setenv("CASEBOOK_CONFIG_DIR", str(folder))
