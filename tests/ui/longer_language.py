"""A language that does not exist, 40 % longer than English: what translating may do to a layout."""

import math

from PySide6.QtCore import QTranslator

FILLER = "ación larguísima más "


class LongerLanguage(QTranslator):
    """Says everything in English with letters added, the places for values kept."""

    def isEmpty(self) -> bool:
        return False

    def translate(
        self, _context: str, text: str, _remark: str | None = None, n: int = -1
    ) -> str | None:
        if not any(sign.isalpha() for sign in text) or "(*" in text:
            return text  # a mark, or a filter of file names
        words, tab, key = text.partition("\t")
        more = math.ceil(0.4 * len(words))
        return words + (FILLER * (more // len(FILLER) + 1))[:more].rstrip() + tab + key
