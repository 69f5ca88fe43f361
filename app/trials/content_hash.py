"""A fingerprint of a record's content that does not move with its formatting or its day."""

import hashlib
import json

from app.trials.study_shape import Node


def hash_of_study(study: Node) -> str:
    """Return the fingerprint of a study in JSON, the registry's own book-keeping left out.

    `miscInfoModule` holds the day the file was made (`versionHolder`): the same record fetched a
    week later is the same record.
    """
    derived = study.get("derivedSection")
    if isinstance(derived, dict) and "miscInfoModule" in derived:
        rest = {key: value for key, value in derived.items() if key != "miscInfoModule"}
        study = {**study, "derivedSection": rest}
    return hash_of_text(json.dumps(study, sort_keys=True, separators=(",", ":")))


def hash_of_text(text: str) -> str:
    """Return the fingerprint of a text already brought into one form."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
