"""Files dropped on a window."""

from pathlib import Path

from PySide6.QtCore import QMimeData


def dropped_files(dropped: QMimeData) -> list[Path]:
    """Return the files and folders that are being dropped; none where it is something else."""
    return [Path(url.toLocalFile()) for url in dropped.urls() if url.isLocalFile()]
