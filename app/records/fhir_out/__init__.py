"""The case written as FHIR R4: an International Patient Summary that other programs read."""

from app.records.fhir_out.document import patient_summary

__all__ = ["patient_summary"]
