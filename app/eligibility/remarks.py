"""Words around a limit that leave it as it is: remarks in brackets, methods, "adequate".

"Hemoglobin >= 9 g/dL (may have been transfused)", "LVEF >= 50 % by echocardiogram (ECHO) or MUGA
scan", "adequate renal function, defined as ...": taken out before a line is read, places kept.
"""

import re

from app.eligibility.plain_text import BLANK, Line

_SUPPORT = re.compile(
    r"transfus|growth factor|g-csf|gcsf|\bepo\b|erythropoietin|stimulating factor"
)
_ALLOWED = re.compile(
    r"\b(?:allowed|permitted|acceptable|allowable|ok|may (?:be|have|receive|use)|can be|eligible)\b"
)
_TURNS = re.compile(
    r"\b(?:not?|without|un\w+|except|only|if|must|should|independent|at least|unless|until|prior"
    r"|before"
    r"|other|or)\b|[<>≤≥]"
)
_SAME_TIME = re.compile(r"\b(?:prior to|before) (?:and|or) during\b|\band/or\b")
_BRACKET = re.compile(r"\([^()]{6,140}\)")
_ECHO = (
    r"(?:(?:trans-?thoracic |2-?d )?echo(?:-?cardiogra(?:m|ms|phy|phic))?|muga|mug-a|tte|"
    r"multi-?\s?gated(?: acquisition| radionuclide angiography)?|radionuclide (?:angiography|"
    r"ventriculogra(?:m|phy))|cardiac mri|nuclear (?:medicine )?(?:scan|study)|"
    r"multiple[- ]gated acquisition)"
)
_LABORATORY = (
    r"(?:morpholog(?:y|ic(?:al)?(?: assessment)?)"
    r"|(?:laip )?(?:multi-?parameter )?flow ?-?cytometry|"
    r"immunohistochemistry|ihc|cytogenetics|fish|pcr)"
)
_METHODS = re.compile(
    rf"\b(?:by|on|via|per|using|with|as (?:measured|assessed"
    rf"|determined) by)\s+(?:either\s+)?(?:an?\s+)?"
    rf"(?P<what>{_ECHO}|{_LABORATORY})"
    rf"(?:[\s,/()]*(?:or|and|and/or|by|an?|scans?|imaging|either|{_ECHO}"
    rf"|{_LABORATORY})(?![a-z]))*\)?"
)
_METHOD_ALONE = re.compile(
    rf"\((?:bone marrow )?(?:{_ECHO}|{_LABORATORY})(?: or (?:{_ECHO}|{_LABORATORY}))?\)"
)
_ADEQUATE = re.compile(
    r"\W*(?:patients? |subjects? |participants? )?(?:(?:must |should )?(?:have|with|having) )?"
    r"(?P<word>adequate|acceptable|sufficient"
    r"|measurable)(?= [a-z ,/-]{3,60}?[\s,(]+(?:as )?(?:defined"
    r"|evidenced|"
    r"indicated|demonstrated|shown) (?:as|by)\b)"
)
_SPELLED_OUT = re.compile(
    r"(?<=\d)\s*(?P<words>grams? (?:per|/) deciliters?\s*)\((?=g/dl\))|"
    r"(?<=\d)\s*(?P<more>cells (?:per|/) (?:cubic )?millimeters?\s*)(?=\((?:cells/)?mm)"
)
_LEADS = frozenset("tran grow gcsf csf eryt stim epo".split())
_UNIT_LEADS = frozenset(("deci", "mill"))
_ADEQUATE_LEADS = frozenset(("adeq", "acce", "suff", "meas"))
_METHOD_LEADS = frozenset("echo tran muga mult tte radi card morp flow laip immu ihc cyto".split())


def without_remarks(line: Line) -> Line:
    """Return the line without such words; the same line where there are none."""
    plain = line.plain
    if "(" in plain and not _LEADS.isdisjoint(line.leads):
        plain = _BRACKET.sub(_blank_remark, plain)
    if not _METHOD_LEADS.isdisjoint(line.leads):
        plain = _METHODS.sub(_blank_method, plain)
        plain = _METHOD_ALONE.sub(lambda match: BLANK * len(match.group()), plain)
    if not _UNIT_LEADS.isdisjoint(line.leads):
        plain = _SPELLED_OUT.sub(lambda match: " " * len(match.group()), plain)
    adequate = _ADEQUATE.match(plain) if not _ADEQUATE_LEADS.isdisjoint(line.leads) else None
    if adequate is not None:
        start, end = adequate.span("word")
        plain = plain[:start] + " " * (end - start) + plain[end:]
    return line if plain == line.plain else line.with_plain(plain)


def _blank_remark(bracket: re.Match[str]) -> str:
    words = _SAME_TIME.sub(" ", bracket.group())
    allows = _SUPPORT.search(words) and _ALLOWED.search(words) and not _TURNS.search(words)
    return BLANK * len(bracket.group()) if allows else bracket.group()


def _blank_method(match: re.Match[str]) -> str:
    words = match.group()
    extra = words.count(")") - words.count("(")
    if extra > 0 and words.endswith(")"):
        return BLANK * (len(words) - 1) + ")"
    return BLANK * len(words) if extra == 0 else words
