"""The packet: everything the family keeps, part by part, for a new team."""

from app.report.contents.packet.packet import packet_outline

__all__ = ["packet_outline"]
