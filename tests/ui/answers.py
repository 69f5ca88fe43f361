"""Prepared answers in the place of a person, through the window's one door for questions."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QDialog, QWidget

from app.ui.ask import Ask


class Answers(Ask):
    """Answers in the place of a person; what was asked and told is kept.

    Attributes:
        told: every sentence that was said.
        dialogs: called one after the other with each dialog that is shown; they return whether
            it is accepted.
        files, passwords, choices: the answers to give, first to last.
        several: the answer to the next question for several files.
    """

    def __init__(self) -> None:
        self.told: list[str] = []
        self.asked: list[str] = []
        self.dialogs: list[Callable[[Any], bool]] = []
        self.files: list[Path | None] = []
        self.several: list[Path] = []
        self.passwords: list[str | None] = []
        self.choices: list[int | None] = []

    def run(self, dialog: QDialog) -> bool:
        dialog.show()
        answer = self.dialogs.pop(0)(dialog)
        dialog.hide()
        return answer

    def password(self, parent: QWidget | None, title: str, sentence: str) -> str | None:
        self.asked.append(sentence)
        return self.passwords.pop(0)

    def open_file(
        self, parent: QWidget | None, title: str, folder: Path, kinds: str
    ) -> Path | None:
        self.asked.append(title)
        return self.files.pop(0)

    def open_files(
        self, parent: QWidget | None, title: str, folder: Path, kinds: str
    ) -> list[Path]:
        self.asked.append(title)
        answer, self.several = self.several, []
        return answer

    def save_file(
        self, parent: QWidget | None, title: str, suggested: Path, kinds: str
    ) -> Path | None:
        self.asked.append(suggested.name)
        return self.files.pop(0)

    def _show(
        self,
        parent: QWidget | None,
        title: str,
        sentence: str,
        more: str,
        answers: Sequence[str],
    ) -> int | None:
        self.told.append(f"{sentence} {more}".strip())
        return self.choices.pop(0) if len(answers) > 1 else 0
