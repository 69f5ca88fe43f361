"""The packet: everything the family keeps, part by part, for a new team."""
