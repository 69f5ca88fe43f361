"""The printed page: an outline in plain data, then its drawing as PDF."""

from app.report.contents.card import card_outline
from app.report.contents.packet.packet import packet_outline
from app.report.contents.summary.summary import summary_outline
from app.report.drawing import make_pdf

__all__ = ["card_outline", "make_pdf", "packet_outline", "summary_outline"]
