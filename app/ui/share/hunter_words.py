"""What the page of records says, and the shape of each state."""

from app.ui.words import translate
from app.usecases.records_hunter import HunterItem, RecordState

SHAPES: dict[RecordState, tuple[str, str]] = {
    RecordState.HERE: ("circle-check", "fits"),
    RecordState.PARTLY: ("circle-dot", "note"),
    RecordState.NOT_HERE: ("circle-dashed", "muted"),
    RecordState.NOT_KNOWN: ("message-circle-question-mark", "ask"),
}
"""Icon and colour of each state; the icons differ in their outline."""


def state_words(state: RecordState) -> str:
    """Return a state in words."""
    return {
        RecordState.HERE: translate("Hunter", "Here"),
        RecordState.PARTLY: translate("Hunter", "Partly here"),
        RecordState.NOT_HERE: translate("Hunter", "Not here"),
        RecordState.NOT_KNOWN: translate("Hunter", "Not known"),
    }[state]


def told(item: HunterItem) -> str:
    """Return the state with what is known of it."""
    if not item.why:
        return translate("Hunter", "{state}.").format(state=state_words(item.state))
    words = translate("Hunter", "{state}. {why}")
    return words.format(state=state_words(item.state), why=item.why)


def importance_words(importance: int) -> tuple[str, str]:
    """Return the heading of a group, and what it holds."""
    if importance == 1:
        return (
            translate("Hunter", "Asked for first"),
            translate("Hunter", "What the cancer is"),
        )
    if importance == 2:
        return (
            translate("Hunter", "Then"),
            translate("Hunter", "How it went, and what was given"),
        )
    return translate("Hunter", "Also useful"), translate("Hunter", "How things stand now")
