"""What is written out is whole, and where it cannot be written the reason is the true one."""

import errno
import tempfile
from pathlib import Path

import pytest

from app.errors import CasebookError
from app.usecases.output_files import write_whole


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        (errno.EROFS, "This place cannot be written to"),
        (errno.EACCES, "This place cannot be written to"),
        (errno.ENOSPC, "The disk may be full"),
        (errno.ENOENT, "The folder is not there"),
    ],
)
def test_the_reason_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reason: int, words: str
) -> None:
    def refuse(**_: object) -> None:
        raise OSError(reason, "refused")

    monkeypatch.setattr(tempfile, "mkstemp", refuse)
    with pytest.raises(CasebookError, match=words):
        write_whole(tmp_path / "page.pdf", b"page")


def test_an_older_file_is_replaced(tmp_path: Path) -> None:
    page = tmp_path / "page.pdf"
    page.write_bytes(b"old")
    write_whole(page, b"new")
    assert page.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [page]


def test_a_folder_is_no_file_and_stays(tmp_path: Path) -> None:
    with pytest.raises(CasebookError, match="cannot be written to"):
        write_whole(tmp_path, b"page")
    assert list(tmp_path.iterdir()) == []
