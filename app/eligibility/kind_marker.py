"""Whether a line asks for a marker on the cells or a change in their genes."""

import re

from app.eligibility.plain_text import Line, blanked

_MARKER = re.compile(
    r"\b(?:cd ?\d{1,3}[a-z]?|cluster of differentiation(?: antigen)? \d+(?: \(cd ?\d+\))?|b7-?h3|"
    r"gd2|bcma|gprc5d|fcrh5|cll-?1|clec12a|slamf7|ror1|tslpr|pd-?l1|ki-?67|flt3|"
    r"npm1|idh[12]|kmt2a|mll|tp53|bcr[:/-]+abl1?|crlf2|braf|jak2|myd88|cxcr4|notch1|kras|nras|kit|"
    r"myc|bcl-?[26]|her-?2|egfr|alk|ros1|nectin-?4|trop-?2|claudin ?18(?:\.2)?)"
    r"(?:[ -]?(?:itd|tkd|v600e?|d835|r132|q12\w?))*(?P<sign>\s?\+|[ -](?:positiv|negativ|express|"
    r"mutat|rearrang|amplif|fusion|aberr|abnorm|alter|delet|dim\b|bright)\w*|\s?\(\+\)|"
    r"\s+(?:antigen\s+)?(?:was|is|are|were)\s+(?:positive|negative|expressed)|"
    r"\s+(?:gene\s+)?(?:mutation|"
    r"express|rearrang|positiv|negativ|status|antigen))"
    r"|\b(?:expression|positivity|express(?:es|ing|ed)?|positive for|negative for|mutations? (?:in|"
    r"of)|rearrangements? (?:of|in)|"
    r"loss of)\s+(?:of\s+)?(?:the\s+)?(?:target\s+)?(?:antigen\s+)?(?:cd ?\d{1,3}|bcma|gprc5d|flt3|"
    r"npm1|idh[12]|kmt2a|tp53|pd-?l1|her-?2|folr1|egfr|braf|kras)"
    r"|\bph(?:iladelphia)?[- ]?(?:chromosome)?[- ]?(?:\+|positive|negative|like)\b"
)
_MARKER_LEADS = frozenset(
    """bcma gprc fcrh cll cll1 clec slam ror1 tslp pd pdl1 ki ki67 flt3 npm1 idh1 idh2 kmt2 mll tp53
    bcr crlf braf jak2 myd8 cxcr notc kras nras kit myc bcl bcl2 bcl6 her her2 egfr alk ros1 nect
    trop clau folr ph phil b7 b7h3 gd2 clus""".split()
)
_MARKER_ASIDE = re.compile(
    r"\bcd ?(?:34|3|4|8|45)\b ?\+? ?(?:t[- ]?cells?|cells?|count|lymphocyte|stem|selected|"
    r"select)[^.;]{0,10}|\bcd\d{1,3}[+-]?[- /]*(?:cd\d{1,3}[- ]*)?(?:targeted|directed|specific)|"
    r"\banti-?cd ?\d{1,3}"
)

ALLERGIC = re.compile(
    r"\W*(?:patients? |subjects? |participants? )?(?:who (?:are|is) |with )?(?:an? )?(?:known |"
    r"severe )*"
    r"(?:allerg|hypersens)"
)


def names_marker(line: Line) -> bool:
    """Tell whether a line asks for a marker."""
    if ALLERGIC.match(line.plain):
        return False
    named = line.names_a_cd or not _MARKER_LEADS.isdisjoint(line.leads)
    if not named or _MARKER.search(line.plain) is None:
        return False
    return _MARKER.search(blanked(_MARKER_ASIDE, line.plain)) is not None
