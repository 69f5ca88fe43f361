"""The printed page: an outline in plain data, then its drawing as PDF.

The entry points import what they need when they are called: a command that prints one page need
not load the others.
"""

from app.case.case import Case
from app.case.facts import Facts
from app.report.drawing import make_pdf
from app.report.options import PrintOptions
from app.report.outline.document import Outline

__all__ = [
    "card_outline",
    "make_pdf",
    "packet_outline",
    "questions_outline",
    "summary_outline",
]


def summary_outline(case: Case, facts: Facts, options: PrintOptions) -> Outline:
    """Return the appointment summary; see `contents.summary.summary`."""
    from app.report.contents.summary import summary

    return summary.summary_outline(case, facts, options)


def packet_outline(case: Case, facts: Facts, options: PrintOptions) -> Outline:
    """Return the packet; see `contents.packet.packet`."""
    from app.report.contents.packet import packet

    return packet.packet_outline(case, facts, options)


def questions_outline(case: Case, facts: Facts, options: PrintOptions) -> Outline:
    """Return the questions alone; see `contents.questions_sheet`."""
    from app.report.contents import questions_sheet

    return questions_sheet.questions_outline(case, facts, options)


def card_outline(case: Case, facts: Facts, options: PrintOptions) -> Outline:
    """Return the emergency card; see `contents.card`."""
    from app.report.contents import card

    return card.card_outline(case, facts, options)
