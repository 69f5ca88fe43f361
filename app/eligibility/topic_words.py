"""What criteria speak of besides measured values: treatments, illnesses, states of the disease.

Read from `resources/criteria/topics.txt`, whose first lines say how it is written.
"""

from typing import Final, NamedTuple

from app.eligibility.model import Kind
from app.eligibility.word_lists import Entry, word_list


class TopicWords(NamedTuple):
    """One thing with its wordings.

    `ids` as in `model.Topic.ids`; `named`: only these very words count (`model.Topic.named`).
    """

    kind: Kind
    ids: tuple[str, ...]
    phrases: tuple[str, ...]
    named: bool = False


def _topic(entry: Entry) -> TopicWords:
    ids = tuple(id_.strip() for id_ in entry.column(1).split(",") if id_.strip())
    return TopicWords(Kind(entry.column(0)), ids, entry.phrases, entry.column(2) == "named")


TOPICS: Final = tuple(_topic(entry) for entry in word_list("topics.txt"))

CONDITIONS: Final = frozenset(
    id_.removeprefix("condition:")
    for words in TOPICS
    for id_ in words.ids
    if id_.startswith("condition:")
)
