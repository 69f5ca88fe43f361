"""Topics of a line: treatments, illnesses, diseases, markers and states it names, with places."""

import re
from dataclasses import replace
from functools import cache

from app.case.matching import words
from app.case.terms import Mention
from app.case.value_class import value_class
from app.case.vocabulary import markers
from app.eligibility.disease_words import diseases
from app.eligibility.model import Kind, Topic
from app.eligibility.phrases import PhraseList
from app.eligibility.plain_text import Line
from app.eligibility.therapy_words import medicines
from app.eligibility.topic_words import TOPICS, TopicWords


@value_class
class FoundTopic:
    """A topic and the half-open range of the words that name it."""

    topic: Topic
    start: int
    end: int


_LINEAGES = (
    (r"t[- ]?cell (?:malignanc(?:y|ies)|neoplasms?|disease|cancers?|"
     r"h[a]?ematologic\w* malignanc\w+)", "lineage:T"),
    (r"t[- ]lineage (?:malignanc(?:y|ies)|leuk[a]?emias?)", "lineage:T"),
    (r"b[- ]?cell (?:malignanc(?:y|ies)|neoplasms?|disease|cancers?|leuk[a]?emias?|"
     r"h[a]?ematologic\w* malignanc\w+)", "lineage:B"),
    (r"b[- ]lineage (?:malignanc(?:y|ies)|leuk[a]?emias?)", "lineage:B"),
    (r"(?:acute )myeloblastic leuk[a]?emias?", "dx:aml"),
    (r"myeloid (?:malignanc(?:y|ies)|neoplasms?|leuk[a]?emias?)", "lineage:myeloid"),
    (r"lymphoid (?:malignanc(?:y|ies)|neoplasms?|leuk[a]?emias?)", "lineage:lymphoid"),
    (r"h[a]?ematologic(?:al)? (?:malignanc(?:y|ies)|cancers?|neoplasms?)", "dx:blood-cancer"),
    (r"(?:acute )?leuk[a]?emias?", "dx:leukemia"),
    (r"acute lymphoblastic leuk[a]?emias?(?: \(all\))?", "dx:all"),
    (r"(?:acute )?b[- ](?:cell |lineage |cell precursor |precursor )(?:acute )?lymphoblastic "
     r"leuk[a]?emias?", "dx:b-all"),
    (r"(?:acute )?t[- ](?:cell |lineage |cell precursor |precursor )(?:acute )?lymphoblastic "
     r"leuk[a]?emias?", "dx:t-all"),
    (r"lymphomas?", "dx:lymphoma"),
)  # fmt: skip
_CONDITION_IDS = "condition:"
_OWN: PhraseList[TopicWords] = PhraseList(
    [(topic, phrase) for topic in TOPICS for phrase in topic.phrases]
    + [(TopicWords(Kind.DIAGNOSIS, (ids,), ()), phrase) for phrase, ids in _LINEAGES]
)
_MARKER_LEADS = frozenset("bcma gprc flt3 npm1 idh1 idh2 tp53 kmt2 crlf pd pdl1 anti".split())
_TARGET = re.compile(r"\b(?:anti-?)?(cd ?\d{1,3}[a-z]?|bcma|gprc5d)\b")
_TARGET_BEFORE = re.compile(
    r"(?:autologous |allogeneic )?(?:anti-?)?((?:cd ?\d{1,3}|bcma)(?:/(?:cd ?\d{1,3}|bcma))*)"
    r"[- ]?(?:directed|targeted|specific|targeting)?[- ]?(?:autologous )?$"
)
_AIMED = re.compile(
    r"(?:anti-?(cd ?\d{1,3}|bcma|gprc5d)|(cd ?\d{1,3}|bcma|gprc5d)[- ](?:directed|targeted|"
    r"targeting|specific))"
    r"[- ](?:\w+ ){0,2}?(?:therap(?:y|ies)|treatments?|antibod(?:y|ies)|agents?|"
    r"monoclonal antibod(?:y|ies)|immunotherap(?:y|ies)|products?)\b"
)
_MARKER = re.compile(
    r"(?P<name>\b(?:cd ?\d{1,3}[a-z]?|bcma|gprc5d|flt3(?:[- ]itd)?|npm1|idh[12]|tp53|kmt2a|crlf2|"
    r"pd-?l1)\b)(?P<sign>\s?\+|\s?\(\+\)|[ -](?:positiv\w+|expression|expressing|negativ\w+|"
    r"negative)|\s+expression)?"
)
_EXPRESSION_OF = re.compile(
    r"\b(?P<word>expression|positivity|positive|negative|express(?:es|ed|ing)?|loss)\s+(?:of\s+|"
    r"for\s+)?(?P<name>cd ?\d{1,3}[a-z]?|bcma|gprc5d)\b"
)
_QUALITY = (
    ("active", r"active|ongoing|current(?:ly)?|existing|overt"),
    ("uncontrolled", r"uncontrolled|uncontrollable|not controlled|poorly controlled|unstable"),
    ("symptomatic", r"symptomatic"),
    ("untreated", r"untreated"),
    ("severe", r"severe"),
    ("acute", r"acute"),
    ("chronic", r"chronic"),
    ("prior", r"prior|previous(?:ly)?|past|earlier"),
    ("history", r"history of|h/o"),
    ("planned", r"planned|scheduled|planning"),
    ("latent", r"latent"),
    ("systemic", r"systemic"),
    ("positive", r"(?:sero-?)?positiv\w*"),
    ("negative", r"(?:sero-?)?negativ\w*"),
    ("detectable", r"detectable"),
    ("undetectable", r"undetectable"),
)  # fmt: skip
ANY_QUALITY = re.compile(
    r"\b(?:" + "|".join(f"(?P<{name}>{pattern})" for name, pattern in _QUALITY) + r")\b"
)
"""Words that narrow a topic, looked for around it."""

_MAY_BE_QUALITY = re.compile(
    r"activ|ongoing|current|existing|overt|control|unstable|symptomatic|untreated|severe|acute|"
    r"chronic|"
    r"prior|previous|past|earlier|history|h/o|plann|schedul|latent|systemic|positiv|negativ|"
    r"detectable"
)


def topics(line: Line) -> list[FoundTopic]:
    """Return the topics of a line in its order; where two overlap the longer one stands."""
    found = [_own(line, f.meaning, f.start, f.end) for f in _OWN.find(line)]
    found += [_disease(line, mention) for mention in diseases(line)]
    if found:
        found = [f for f in found if not _is_part_of_a_word(line, f)]
    found += [_medicine(line, mention) for mention in medicines(line)]
    if line.names_a_cd or not _MARKER_LEADS.isdisjoint(line.leads):
        found += _aimed(line)
        found += _markers(line)
    return _longest(found)


_NOT_THE_DISEASE = re.compile(
    r"[ -]*(?:associated|cells?|blasts?|free|burden|directed|specific|stem|initiating)\b"
)


def _is_part_of_a_word(line: Line, found: FoundTopic) -> bool:
    """Tell "leukemia" in "leukemia cells" from the disease itself."""
    is_disease = found.topic.kind is Kind.DIAGNOSIS
    return is_disease and _NOT_THE_DISEASE.match(line.plain, found.end) is not None


def _own(line: Line, meant: TopicWords, start: int, end: int) -> FoundTopic:
    text = line.text[start:end]
    topic = Topic(meant.kind, text, meant.ids, named=meant.named)
    if meant.kind is Kind.PRIOR_CART and meant.ids == ("car_t:any",):
        before = _TARGET_BEFORE.search(line.plain[max(0, start - 50) : start])
        if before:
            targets = _TARGET.findall(before.group(1))
            ids = tuple(f"car_t:{name.replace(' ', '')}" for name in targets)
            begin = start - len(before.group())
            return FoundTopic(Topic(meant.kind, line.text[begin:end], ids), begin, end)
    return FoundTopic(topic, start, end)


def _disease(line: Line, mention: Mention) -> FoundTopic:
    topic = Topic(
        Kind.DIAGNOSIS, line.text[mention.start : mention.end], (f"dx:{mention.term.id}",)
    )
    return FoundTopic(topic, mention.start, mention.end)


def _medicine(line: Line, mention: Mention) -> FoundTopic:
    kinds = {"steroid": Kind.IMMUNOSUPPRESSION, "immunosuppressant": Kind.IMMUNOSUPPRESSION}
    modality = mention.term.row.get("modality", "")
    kind = kinds.get(modality, Kind.PRIOR_CART if modality == "car_t" else Kind.PRIOR_THERAPY)
    topic = Topic(kind, line.text[mention.start : mention.end], (f"drug:{mention.term.id}",))
    return FoundTopic(topic, mention.start, mention.end)


def _aimed(line: Line) -> list[FoundTopic]:
    """Find treatments named by what they are aimed at ("anti-CD19 therapy")."""
    found = []
    for match in _AIMED.finditer(line.plain):
        target = (match.group(1) or match.group(2)).replace(" ", "")
        topic = Topic(
            Kind.PRIOR_THERAPY, line.text[match.start() : match.end()], (f"target:{target}",)
        )
        found.append(FoundTopic(topic, match.start(), match.end()))
    return found


@cache
def _marker_id(name: str) -> str | None:
    term = markers().find(name) or markers().find(name.replace(" ", ""))
    return term.id if term else None


@cache
def _marker_words() -> frozenset[str]:
    return frozenset(w.form for term in markers() for w in words(term.name)[:1])


def _markers(line: Line) -> list[FoundTopic]:
    found = []
    for match in _EXPRESSION_OF.finditer(line.plain):
        negative = match.group("word") in ("negative", "loss")
        found.append(_marker(line, match.group("name"), match.start(), match.end(), negative))
    for match in _MARKER.finditer(line.plain):
        sign = match.group("sign")
        if sign is not None:
            negative = "negativ" in sign
            found.append(_marker(line, match.group("name"), match.start(), match.end(), negative))
    return found


def _marker(line: Line, name: str, start: int, end: int, negative: bool) -> FoundTopic:
    marker_id = _marker_id(name.strip())
    ids = (f"marker:{marker_id}",) if marker_id else ()
    quality = frozenset({"negative" if negative else "positive"})
    topic = Topic(Kind.MARKER, line.text[start:end], ids, quality, named=marker_id is None)
    return FoundTopic(topic, start, end)


def _longest(found: list[FoundTopic]) -> list[FoundTopic]:
    if len(found) < 2:
        return found
    chosen: list[FoundTopic] = []
    for one in sorted(found, key=lambda f: (f.start - f.end, f.start)):
        if all(one.end <= other.start or one.start >= other.end for other in chosen):
            chosen.append(one)
    return sorted(chosen, key=lambda f: f.start)


def qualities_in(plain: str) -> frozenset[str]:
    """Return the narrowing words of a stretch of text."""
    if _MAY_BE_QUALITY.search(plain) is None:
        return frozenset()
    return frozenset(match.lastgroup or "" for match in ANY_QUALITY.finditer(plain))


def with_qualities(topic: Topic, extra: frozenset[str]) -> Topic:
    """Return the topic narrowed further; a sex is never "positive" or "active"."""
    if topic.kind is Kind.SEX:
        return topic
    return replace(topic, qualities=topic.qualities | extra) if extra else topic
