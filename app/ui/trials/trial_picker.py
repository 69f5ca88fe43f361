"""Which saved trials to compare: two to four of them."""

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from app.ui.dialog_frame import DialogFrame
from app.ui.labels import make_label
from app.ui.short_choices import ShortCheckBox
from app.ui.theme import Theme
from app.ui.tokens import SPACE_4
from app.usecases.trial_page_compare import FEWEST, MOST


class TrialPicker(DialogFrame):
    """Checkboxes with the names of the trials."""

    def __init__(
        self,
        theme: Theme,
        parent: QWidget | None,
        trials: Sequence[tuple[str, str]],
        chosen: Sequence[str],
    ) -> None:
        super().__init__(
            theme,
            parent,
            window_title=self.tr("Compare trials"),
            heading=self.tr("Which trials side by side?"),
            below=self.tr("Two to four. They stand in your own order."),
            accept=self.tr("Compare"),
        )
        self.boxes: dict[str, QCheckBox] = {}
        self._problem = make_label(self.tr("Choose two to four trials."), "problem", wrap=True)
        self._problem.hide()
        column = QVBoxLayout()
        column.setSpacing(SPACE_4)
        for trial_id, name in trials:
            box = ShortCheckBox(name)
            box.setChecked(trial_id in chosen)
            self.boxes[trial_id] = box
            column.addWidget(box)
        column.addWidget(self._problem)
        column.addStretch(1)
        self.set_content(column)

    @property
    def chosen(self) -> tuple[str, ...]:
        """The ids of the chosen trials."""
        return tuple(trial for trial, box in self.boxes.items() if box.isChecked())

    @Slot()
    def finish(self) -> None:
        """Accept two to four."""
        if FEWEST <= len(self.chosen) <= MOST:
            self.accept()
            return
        self._problem.show()
        self.reveal(self._problem)
        next(iter(self.boxes.values())).setFocus()
