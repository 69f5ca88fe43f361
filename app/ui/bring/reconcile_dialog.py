"""One screen for every import: what the file holds beside the case, line by line, then Take in."""

from collections import Counter

from PySide6.QtCore import Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.ui.bring.line_detail import LineDetail
from app.ui.bring.line_words import ORDER, SKIPPED, counted, listed
from app.ui.bring.reconcile_model import ROW_ROLE, ReconcileModel
from app.ui.bring.reconcile_table import ReconcileTable
from app.ui.dialog_frame import DialogFrame
from app.ui.labels import IconLabel, make_label
from app.ui.segmented import Segmented
from app.ui.theme import Theme
from app.ui.tokens import HEIGHT_ROW, SPACE_8, SPACE_12
from app.ui.words import translate
from app.usecases.reconcile_import import Proposal

_WIDE, _HIGH = 1180, 760
_FEWEST_ROWS = 4
_LARGE = 1.5


class ReconcileDialog(DialogFrame):
    """Shows a proposal; after it was accepted, `chosen` holds the numbers of the lines to take."""

    def __init__(self, theme: Theme, proposal: Proposal, parent: QWidget | None) -> None:
        file = proposal.path.name
        super().__init__(
            theme,
            parent,
            window_title=translate("Reconcile", "Bring in {file}").format(file=file),
            heading=translate("Reconcile", "What {file} would bring").format(file=file),
            below=_about_file(proposal),
            accept="",
            footnote=translate(
                "Reconcile",
                "Space takes or leaves a line, Ctrl+A the whole group. Lines that nearly match or "
                "differ wait until you decide. One Undo takes everything back.",
            ),
        )
        if theme.scale >= _LARGE:
            # The choices of kinds say the numbers again; the lines need the room.
            self._below.hide()
            self._footnote.setText(self.tr("One Undo takes everything back."))
        # What seems to be about somebody else is taken only line by line.
        certain = frozenset() if proposal.other_person else proposal.certain
        self.lines = ReconcileModel(proposal.lines, proposal.receipt.skipped, certain, self)
        self.table = ReconcileTable(theme, self.lines)
        self.table.setMinimumHeight(theme.px(HEIGHT_ROW) * _FEWEST_ROWS)
        self.detail = LineDetail(theme)
        self.kinds = Segmented(self.tr("Lines shown"), self._choices(proposal), wraps=True)
        self.kinds.choose("all")
        self.notice = self._notice(proposal)
        self._connect()
        self.set_content(self._lay_out(), width=_WIDE)
        self._take_size()
        self._say_chosen()
        self.detail.show_line(self.table.currentIndex().data(ROW_ROLE))
        self.table.setFocus()

    @property
    def chosen(self) -> frozenset[int]:
        """The numbers of the lines to take."""
        return frozenset(self.lines.chosen)

    @Slot(str)
    def show_kind(self, kind: str) -> None:
        """Show only lines of one kind."""
        self.lines.show_kind("" if kind == "all" else kind)

    def _choices(self, proposal: Proposal) -> list[tuple[str, str]]:
        counts = Counter(line.kind for line in proposal.lines)
        found: dict[str, int] = {str(kind): count for kind, count in counts.items()}
        found[SKIPPED] = len(proposal.receipt.skipped)
        whole = self.tr("All ({count})").format(count=sum(found.values()))
        kinds = [(kind, counted(kind, found[kind])) for kind in ORDER if found.get(kind)]
        return [("all", whole), *kinds]

    def _connect(self) -> None:
        self.kinds.chosen.connect(self.show_kind)
        self.table.current_changed.connect(self.detail.show_line)
        self.lines.chosen_changed.connect(self._say_chosen)

    @Slot()
    def _say_chosen(self) -> None:
        count = len(self.lines.chosen)
        some = self.tr("Take in %n entries", "", count)
        self.accept_button.say(some if count else self.tr("Take in nothing"))

    def _notice(self, proposal: Proposal) -> QFrame | None:
        """Return what has to be known first: about whom the file is, and what is odd in it."""
        words = [proposal.reconciled.about_words, *proposal.reading.notes]
        if proposal.other_person is not None:
            words.insert(1, self.tr("So nothing is chosen yet."))
        said = " ".join(word for word in words if word)
        if not said:
            return None
        frame = QFrame()
        frame.setProperty("kind", "notice")
        line = QHBoxLayout(frame)
        line.setContentsMargins(SPACE_12, SPACE_8, SPACE_12, SPACE_8)
        line.setSpacing(SPACE_8)
        line.addWidget(IconLabel(self.theme, "triangle-alert", "note"))
        line.addWidget(make_label(said, wrap=True), 1)
        return frame

    def _lay_out(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(SPACE_8)
        if self.notice is not None:
            column.addWidget(self.notice)
        column.addWidget(self.kinds)
        frame = QFrame()
        frame.setProperty("kind", "card")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.table)
        column.addWidget(frame, 1)
        column.addWidget(self.detail)
        return column

    def _take_size(self) -> None:
        """Take most of the window it belongs to; nothing of a long list is gained by less."""
        parent = self.parentWidget()
        room = parent.size() if parent else QGuiApplication.primaryScreen().availableSize()
        self.resize(min(_WIDE, room.width() - 40), min(_HIGH, room.height() - 40))


def _about_file(proposal: Proposal) -> str:
    receipt = proposal.receipt
    counts = {
        "new": receipt.new,
        "near": receipt.near,
        "conflict": receipt.conflicts,
        "same": receipt.same,
        SKIPPED: len(receipt.skipped),
    }
    said = translate("Reconcile", "{kind}: {read} read. {counts}.")
    return said.format(
        kind=_upper(receipt.kind),
        read=receipt.read,
        counts=listed(counts) or translate("Reconcile", "nothing in it"),
    )


def _upper(words: str) -> str:
    return words[:1].upper() + words[1:]
