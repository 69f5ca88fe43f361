"""The case file: schema, transactions, history, backups, encryption, case JSON."""

from app.casefile.casefile import CaseFile
from app.casefile.edits import Attach, Changes, Delete, Edit, Insert, Reorder, Update
from app.casefile.from_json import create_from_json
from app.casefile.ids import new_id

__all__ = [
    "Attach",
    "CaseFile",
    "Changes",
    "Delete",
    "Edit",
    "Insert",
    "Reorder",
    "Update",
    "create_from_json",
    "new_id",
]
