"""What stands on each printed page: the appointment summary, the packet, the emergency card."""
