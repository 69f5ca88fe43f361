"""The words of a text that the glossary explains in plain language."""

import re
from dataclasses import dataclass

from app.case import vocabulary
from app.case.partial_date import PartialDate
from app.case.terms import Mention, Term

# Short forms that mean something else as well (domain reference, section 2, matching rules).
_ALSO_MEANS = {
    "MRD": "matched related donor",
    "IM": "into the muscle (intramuscular), or imatinib",
    "PI": "proteasome inhibitor",
    "PD": "PD-1 and PD-L1, proteins on cells",
    "PR": "a part of the heart tracing (ECG)",
}
# "8/8 matched related donor (MRD)", "MRD or MUD": beside these words MRD is a donor.
_SPEAKS_OF_DONOR = re.compile(r"\b(?:donors?|MUD|MMUD|haplo\w*|sibling)\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.;\n]")
_BESIDE = 40


@dataclass(frozen=True, slots=True)
class Explained:
    """A term explained.

    Attributes:
        term_id: its row in the glossary.
        term: the medical word.
        also_called: other words for it.
        explanation: in plain words, reading grade 8 or lower.
        as_of: the day the explanation was true.
        source: where it comes from.
        may_also_mean: what the short form that was met also stands for, else "".
        places: where the text names it, as half-open ranges of characters; empty for a look-up.
    """

    term_id: str
    term: str
    also_called: tuple[str, ...]
    explanation: str
    as_of: PartialDate | None
    source: str
    may_also_mean: str = ""
    places: tuple[tuple[int, int], ...] = ()


def terms_in(text: str) -> tuple[Explained, ...]:
    """Return every term of the glossary that a text names, each once, in order of first mention."""
    found: dict[str, list[Mention]] = {}
    for mention in vocabulary.glossary().mentions(text):
        if not _means_donor(text, mention):
            found.setdefault(mention.term.id, []).append(mention)
    return tuple(_mentioned(text, mentions) for mentions in found.values())


def explain(word: str) -> Explained | None:
    """Return the explanation of a word; None where the glossary has none, or it has several."""
    term = vocabulary.glossary().find(word)
    return None if term is None else _explained(term, _ALSO_MEANS.get(word.strip(), ""))


def like(typed: str, most: int = 8) -> tuple[Explained, ...]:
    """Return terms for a person to choose from while typing, the likeliest first."""
    return tuple(_explained(term) for term in vocabulary.glossary().suggest(typed, most))


def every_word() -> tuple[Explained, ...]:
    """Return the whole glossary in the order of the alphabet."""
    words = (_explained(term) for term in vocabulary.glossary())
    return tuple(sorted(words, key=lambda word: word.term.casefold()))


def _means_donor(text: str, mention: Mention) -> bool:
    if text[mention.start : mention.end] != "MRD":
        return False
    before = _SENTENCE_END.split(text[max(0, mention.start - _BESIDE) : mention.start])[-1]
    after = _SENTENCE_END.split(text[mention.end : mention.end + _BESIDE])[0]
    return _SPEAKS_OF_DONOR.search(f"{before} {after}") is not None


def _mentioned(text: str, mentions: list[Mention]) -> Explained:
    written = (_ALSO_MEANS.get(text[each.start : each.end], "") for each in mentions)
    places = tuple((each.start, each.end) for each in mentions)
    return _explained(mentions[0].term, next(filter(None, written), ""), places)


def _explained(
    term: Term, may_also_mean: str = "", places: tuple[tuple[int, int], ...] = ()
) -> Explained:
    return Explained(
        term.id,
        term.name,
        term.synonyms,
        term.row["plain_explanation"],
        term.as_of,
        term.source,
        may_also_mean,
        places,
    )
