"""What bringing a backup back would change, before anything is changed."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.change_log.log_words import when, would_change
from app.ui.dialog_frame import DialogFrame
from app.ui.labels import make_label
from app.ui.theme import Theme
from app.ui.tokens import SPACE_8
from app.ui.words import translate
from app.usecases.backups import Backup, WouldChange


class RestoreDialog(DialogFrame):
    """Lists the changes; accepting brings the backup back."""

    def __init__(
        self, theme: Theme, parent: QWidget | None, backup: Backup, changes: Sequence[WouldChange]
    ) -> None:
        heading = translate("RestoreDialog", "The backup of {when}").format(when=when(backup.taken))
        super().__init__(
            theme,
            parent,
            window_title=translate("RestoreDialog", "Bring a backup back"),
            heading=heading,
            below=translate("RestoreDialog", "It was opened and is whole."),
            accept=translate("RestoreDialog", "Bring it back"),
            footnote=translate(
                "RestoreDialog",
                "A backup of the present state is made first, and one Undo takes this back.",
            ),
        )
        self.said = [would_change(change) for change in changes]
        if not changes:
            self.said = [self.tr("The case is just as it is in this backup. Nothing would change.")]
            self.accept_button.hide()
            self._footnote.hide()
            self.cancel_button.say(self.tr("Close"))
        column = QVBoxLayout()
        column.setSpacing(SPACE_8)
        if changes:
            column.addWidget(make_label(self.tr("Bringing it back would change:"), "row-title"))
        for line in self.said:
            column.addWidget(make_label(line, wrap=True))
        column.addStretch(1)
        self.set_content(column, width=620)
