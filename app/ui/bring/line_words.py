"""How the lines of an import are called: a word, an icon and a colour for each kind."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.ui.words import QT_TRANSLATE_NOOP, translate


@dataclass(frozen=True, slots=True)
class KindLook:
    """A kind of line on screen: its word, the icon before it, the colour token of both."""

    words: str
    icon: str
    colour: str


SKIPPED = "skipped"
ORDER = ("new", "near", "conflict", "same", SKIPPED)
"""The kinds in the order in which they are offered."""

_LOOKS = {
    "new": (QT_TRANSLATE_NOOP("LineWords", "New"), "plus", "accent"),
    "near": (QT_TRANSLATE_NOOP("LineWords", "Nearly the same"), "circle-question-mark", "ask"),
    "conflict": (QT_TRANSLATE_NOOP("LineWords", "Differs"), "scale", "rule_out"),
    "same": (QT_TRANSLATE_NOOP("LineWords", "Already here"), "check", "muted"),
    SKIPPED: (QT_TRANSLATE_NOOP("LineWords", "Skipped"), "circle-slash", "muted"),
}


def look_of(kind: str) -> KindLook:
    """Return how a kind of line is shown."""
    words, icon, colour = _LOOKS[kind]
    return KindLook(translate("LineWords", words), icon, colour)


def counted(kind: str, count: int) -> str:
    """Return a kind with how many there are: "New (12)"."""
    said = translate("LineWords", "{kind} ({count})")
    return said.format(kind=look_of(kind).words, count=count)


_COUNTED = {
    "new": QT_TRANSLATE_NOOP("LineWords", "{count} new"),
    "near": QT_TRANSLATE_NOOP("LineWords", "{count} nearly the same"),
    "conflict": QT_TRANSLATE_NOOP("LineWords", "{count} different from ours"),
    "same": QT_TRANSLATE_NOOP("LineWords", "{count} already here"),
    SKIPPED: QT_TRANSLATE_NOOP("LineWords", "{count} skipped"),
}


def listed(counts: Mapping[str, int]) -> str:
    """Return several counts in a row: "12 new, 3 already here"."""
    words = (
        translate("LineWords", _COUNTED[kind]).format(count=counts[kind])
        for kind in ORDER
        if counts.get(kind)
    )
    return ", ".join(words)
