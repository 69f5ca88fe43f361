"""An answer to a line that was begun and left comes back with its line."""

from collections.abc import Callable

from app.ui.drafts import drafts_of
from app.ui.forms.form_draft import BroughtBack
from app.ui.trials.line_dialog import LineDialog
from app.ui.trials.save_trial_dialog import SaveTrialDialog
from app.ui.trials.trials_page import TrialsPage
from app.usecases.session import Session
from tests.ui.answers import Answers


def test_an_answer_to_a_line_comes_back(
    page: TrialsPage, session: Session, answers: Answers, at_rest: Callable[[], None]
) -> None:
    lines = page.shown.detail.check.list
    seen: list[tuple[str, str, str]] = []

    def begin(dialog: LineDialog) -> bool:
        next(iter(dialog.answers._buttons.values())).click()
        dialog.note.setPlainText("Dr. Lee looked at it")
        return False

    def again(dialog: LineDialog) -> bool:
        found = dialog.findChild(BroughtBack)
        assert isinstance(found, BroughtBack)
        seen.append((found.words, dialog.note.toPlainText(), dialog.answers.code))
        dialog.who.setText("Dr. Lee")
        dialog.finish()
        return True

    answers.dialogs = [begin, again]
    assert lines.line is not None
    key = lines.line.key
    page.shown.open_chosen_line()
    page.shown._open_line(key)
    words, note, code = seen[0]
    assert words.startswith("Brought back what you typed at ")
    assert note == "Dr. Lee looked at it"
    assert code
    at_rest()
    assert not drafts_of(session)._texts


def test_a_pasted_page_that_was_left_comes_back(
    page: TrialsPage, answers: Answers, at_rest: Callable[[], None]
) -> None:
    seen: list[str] = []

    def paste(dialog: SaveTrialDialog) -> bool:
        dialog.field.setPlainText("NCT99990318")
        return False

    def look(dialog: SaveTrialDialog) -> bool:
        seen.append(dialog.field.toPlainText())
        return False

    answers.dialogs = [paste, look]
    page.acts.save_trial()
    page.acts.save_trial()
    assert seen == ["NCT99990318"]
    at_rest()
