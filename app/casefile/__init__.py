"""The case file: schema, transactions, history, backups, encryption, case JSON."""

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
from app.casefile.refusals import DamagedCase, PasswordNeeded, WrongPassword, may_be_a_case
from app.casefile.restoring import Difference
from app.casefile.restoring_files import Restored, restore_to
from app.casefile.sentences import act_name
from app.casefile.verifying import Check, verify

__all__ = [
    "Attach",
    "Attachment",
    "Backup",
    "Calendar",
    "CaseFile",
    "Changes",
    "Check",
    "DamagedCase",
    "Delete",
    "Difference",
    "Edit",
    "FieldChange",
    "Holder",
    "Insert",
    "Operation",
    "PasswordNeeded",
    "Reorder",
    "Restored",
    "RowVersion",
    "Update",
    "WrongPassword",
    "act_name",
    "calendar_text",
    "case_of_json",
    "create_from_json",
    "may_be_a_case",
    "new_id",
    "restore_to",
    "tables_archive",
    "verify",
]
