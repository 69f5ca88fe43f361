"""The case file: schema, transactions, history, backups, encryption, case JSON.

A name is imported when it is first asked for: opening a case needs few of them.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.casefile.attachments import Attachment
    from app.casefile.backup_folder import Backup
    from app.casefile.casefile import CaseFile
    from app.casefile.change_log import FieldChange, RowVersion
    from app.casefile.csv_export import tables_archive
    from app.casefile.edits import Attach, Changes, Delete, Edit, Insert, Reorder, Update
    from app.casefile.from_json import case_of_json, create_from_json
    from app.casefile.history import Operation
    from app.casefile.ics_export import Calendar, calendar_text
    from app.casefile.ids import new_id
    from app.casefile.lock import Holder
    from app.casefile.merging.comparison import Decision
    from app.casefile.merging.plan import Choice, MergePlan, Touch
    from app.casefile.refusals import DamagedCase, PasswordNeeded, WrongPassword, may_be_a_case
    from app.casefile.restoring import Difference
    from app.casefile.restoring_files import Restored, restore_to
    from app.casefile.sentences import act_name, field_words, named
    from app.casefile.verifying import Check, verify

_NAMES = {
    "attachments": "Attachment",
    "backup_folder": "Backup",
    "casefile": "CaseFile",
    "change_log": "FieldChange RowVersion",
    "csv_export": "tables_archive",
    "edits": "Attach Changes Delete Edit Insert Reorder Update",
    "from_json": "case_of_json create_from_json",
    "history": "Operation",
    "ics_export": "Calendar calendar_text",
    "ids": "new_id",
    "lock": "Holder",
    "merging.comparison": "Decision",
    "merging.plan": "Choice MergePlan Touch",
    "refusals": "DamagedCase PasswordNeeded WrongPassword may_be_a_case",
    "restoring": "Difference",
    "restoring_files": "Restored restore_to",
    "sentences": "act_name field_words named",
    "verifying": "Check verify",
}
_HOMES = {name: module for module, names in _NAMES.items() for name in names.split()}

__all__ = [
    "Attach",
    "Attachment",
    "Backup",
    "Calendar",
    "CaseFile",
    "Changes",
    "Check",
    "Choice",
    "DamagedCase",
    "Decision",
    "Delete",
    "Difference",
    "Edit",
    "FieldChange",
    "Holder",
    "Insert",
    "MergePlan",
    "Operation",
    "PasswordNeeded",
    "Reorder",
    "Restored",
    "RowVersion",
    "Touch",
    "Update",
    "WrongPassword",
    "act_name",
    "calendar_text",
    "case_of_json",
    "create_from_json",
    "field_words",
    "may_be_a_case",
    "named",
    "new_id",
    "restore_to",
    "tables_archive",
    "verify",
]

if not TYPE_CHECKING:  # else a misspelt name would have a type

    def __getattr__(name: str) -> object:
        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        found = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
        globals()[name] = found
        return found
