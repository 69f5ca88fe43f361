"""The case file: a patient's whole case in one file.

What opening and reading do not need is imported by the methods that do.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from app.casefile import backups, history, seal
from app.casefile.access import Access, take_access
from app.casefile.backup_folder import Backup, backups_in, folder_of
from app.casefile.clock import Clock, utc_now
from app.casefile.driver import Connection
from app.casefile.edits import Changes, Edit
from app.casefile.history import Recorder
from app.casefile.keys import forget_keys
from app.casefile.open_file import OpenFile
from app.casefile.opening import key_for, open_whole
from app.casefile.password import normal_form, write_anew
from app.casefile.refusals import DamagedCase
from app.casefile.taking_into_use import open_to_use
from app.casefile.trouble import told_calmly
from app.errors import CasebookError

if TYPE_CHECKING:
    from app.casefile.merging.comparison import Decision
    from app.casefile.merging.contents import Key
    from app.casefile.merging.plan import MergePlan
    from app.casefile.restoring import Difference


class CaseFile(OpenFile):
    """An open case file, and what is done with the file as a whole: backups, copies, password.

    Attributes:
        notes: what to tell the family in passing, such as a backup that could not be made.
    """

    def __init__(
        self,
        path: Path,
        connection: Connection,
        access: Access,
        *,
        key: str | None,
        author: str,
        clock: Clock,
        second_place: Path | None,
        backup_on_close: bool,
    ) -> None:
        """For `create` and `open`, which are the ways to get one."""
        super().__init__(path, connection, access, key=key, author=author, clock=clock)
        self.notes: list[str] = []
        self._second_place = second_place
        self._backup_on_close = backup_on_close
        # Closing makes a backup; what a crash kept from being closed still needs one.
        closed = seal.was_closed(connection)
        self._backed_up: tuple[int, str] | None = self._ledger.head if closed else None

    # Making and opening

    @classmethod
    def create(
        cls,
        path: Path,
        edits: Iterable[Edit] = (),
        *,
        name: str = "new case",
        author: str = "",
        clock: Clock = utc_now,
        password: str | None = None,
        second_place: Path | None = None,
        backup_on_close: bool = True,
    ) -> Self:
        """Make a case file with its first rows, which cannot be undone, and open it.

        The file appears whole or not at all, readable for its owner only.

        Raises:
            CasebookError: there is a file already, or it cannot be written.
        """
        from app.casefile.creating import create_file

        key = normal_form(password)
        create_file(path, edits, name=name, author=author, clock=clock, key=key)
        return cls.open(
            path,
            author=author,
            clock=clock,
            password=password,
            second_place=second_place,
            backup_on_close=backup_on_close,
        )

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        author: str = "",
        clock: Clock = utc_now,
        password: str | None = None,
        read_only: bool = False,
        insist: bool = False,
        second_place: Path | None = None,
        backup_on_close: bool = True,
    ) -> Self:
        """Open a case file that is whole.

        Where somebody else has it open, or the folder does not allow changes, it is opened for
        reading only, and `read_only_because` says why.

        Args:
            path: the case file.
            author: who will make changes.
            clock: gives the times written into the history and the names of backups.
            password: the password of an encrypted file; passed over for a plain one.
            read_only: open for reading only, without taking the lock.
            insist: change it although another computer seems to have it open.
            second_place: a folder, such as a stick, that gets a copy of every backup.
            backup_on_close: make a backup on closing, where anything was changed.

        Raises:
            PasswordNeeded: it is encrypted, and no password was given.
            WrongPassword: the password does not fit.
            DamagedCase: it is damaged; the newest whole backup is named.
            CasebookError: it is no case file, or of another version.
        """
        if path.is_symlink():
            # The lock, the backups and a new password belong beside the file itself.
            path = path.resolve()
        key = key_for(path, normal_form(password) if password else None)
        with ExitStack() as on_failure:
            access = take_access(path, author, clock(), read_only=read_only, insist=insist)
            on_failure.callback(access.release)
            connection = open_to_use(path, key, access, clock)
            on_failure.callback(connection.close)
            case_file = cls(
                path,
                connection,
                access,
                key=key,
                author=author,
                clock=clock,
                second_place=second_place,
                backup_on_close=backup_on_close,
            )
            on_failure.pop_all()
        return case_file

    def close(self) -> None:
        """Close the file, after a backup where anything was changed; never raises.

        What could not be done is in `notes`.
        """
        with self._one_at_a_time:
            if self._closed:
                return
            self._closed = True
            try:
                if self._access.lock is not None:
                    self._finish()
            finally:
                self._connection.close()
                self._access.release()
                forget_keys()

    def _finish(self) -> None:
        try:
            with told_calmly():
                self._ledger.check_unchanged()
                self._back_up_changes()
        except CasebookError as error:
            self.notes.append(error.sentence)
        # Without its seal the file is whole all the same; opening it takes a closer look then.
        with suppress(CasebookError), told_calmly():
            if not seal.is_written(self._connection):
                self._ledger.check_unchanged()
                seal.write(self._connection, self.path)

    def _back_up_changes(self) -> None:
        if self._backup_on_close and self._ledger.head != self._backed_up:
            self._back_up("")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    # Backups and password

    def back_up(self, folder: Path | None = None, reason: str = "", *, drafts: bool = True) -> Path:
        """Make a checked backup; returns its path.

        Args:
            folder: where to; by default the folder of backups, which is thinned out.
            reason: why, in a few lower-case words, such as "before merge".
            drafts: False for a copy in another folder that somebody else may get: what is begun
                and is no entry yet stays out of it.

        Raises:
            CasebookError: it could not be made; the case is as it was.
        """
        with self._one_at_a_time:
            if folder is not None:
                now = self._clock()
                return backups.back_up_to(
                    self._connection, self.path, self._key, folder, now, drafts=drafts
                )
            return self._back_up(reason)

    def _back_up(self, reason: str) -> Path:
        now = self._clock()
        made = backups.make_backup(self._connection, self.path, self._key, now, reason)
        self._backed_up = self._ledger.head
        if self._second_place is not None:
            note = backups.mirror(made, self._second_place, now)
            if note:
                self.notes.append(note)
        return made

    def backups(self) -> list[Backup]:
        """Return the backups beside the case, newest first."""
        return backups_in(folder_of(self.path))

    def compare_with_backup(self, backup: Path, password: str | None = None) -> "list[Difference]":
        """Return what restoring a backup would change, by kind of row.

        Args:
            backup: its file.
            password: the one the case had then, where it was another one.

        Raises:
            CasebookError: the backup is not good, or the password does not fit.
        """
        from app.casefile.restoring import differences

        key = self._key_for(password)
        with self._one_at_a_time, told_calmly(), backups.opened(backup, key) as then:
            return differences(self._connection, then)

    def restore(self, backup: Path, password: str | None = None) -> Changes:
        """Give the case the content of a backup, as one operation that can be undone.

        A backup of the present state is made first; the history goes on.

        Raises:
            CasebookError: the backup is not good, the password does not fit, or nothing can be
                written; nothing was changed.
        """
        from app.casefile.restoring import restore

        key = self._key_for(password)
        with self._one_at_a_time, told_calmly(), backups.opened(backup, key) as then:
            self._require_writable()
            backups.require_same_case(self._connection, then)
            self._back_up("before restore")
            name = backups.restoring_name(backup)
            return self._operate(
                lambda ledger: ledger.operate(
                    name, lambda now, recorder: restore(now, recorder, then)
                )
            )

    # A relative's copy

    def compare_with_copy(self, copy: Path, password: str | None = None) -> "MergePlan":
        """Return what bringing in a relative's copy of this case would do; nothing is changed.

        Args:
            copy: its file, which is only read.
            password: the copy's own; without it that of this case is tried.

        Raises:
            PasswordNeeded, WrongPassword: the copy has another password.
            CasebookError: it is this very file, another case, or cannot be read.
        """
        from app.casefile.merging.plan import plan_of

        with self._one_at_a_time, told_calmly(), self._copy(copy, password) as theirs:
            return plan_of(self._connection, theirs)

    def take_copy(
        self,
        copy: Path,
        decisions: "Mapping[Key, Decision]",
        *,
        password: str | None = None,
        also: Iterable[Edit] = (),
        finished: bool = True,
    ) -> Changes:
        """Bring in a relative's copy, as one operation that can be undone.

        What both changed stays as it is here unless it is decided otherwise. A backup is made
        first, and the copy itself is only read.

        Args:
            copy: its file.
            decisions: what becomes of the rows in `MergePlan.choices`, by table and id.
            password: as for `compare_with_copy`.
            also: further edits of the same operation, such as a question about a choice.
            finished: everything was decided; what stays as it is here is not asked about again.

        Raises:
            CasebookError: nothing was changed.
        """
        from app.casefile.apply import apply_edits
        from app.casefile.merging.carry_out import take_in
        from app.casefile.merging.merge_operations import merge_name
        from app.casefile.merging.plan import plan_of

        ready = tuple(also)
        with self._one_at_a_time, told_calmly(), self._copy(copy, password) as theirs:
            self._require_writable()
            plan = plan_of(self._connection, theirs)
            if plan.brings_nothing and not ready:
                return Changes(None, merge_name(plan.their_name))
            self._back_up("before merge")

            def act(ours: Connection, recorder: Recorder) -> None:
                take_in(ours, recorder, theirs, decisions)
                apply_edits(ours, recorder, ready)

            newest = history.operations(theirs, limit=1)
            target = newest[0].id if newest and finished else None
            name = merge_name(plan.their_name)
            return self._operate(lambda ledger: ledger.operate(name, act, target=target))

    @contextmanager
    def _copy(self, copy: Path, password: str | None) -> Iterator[Connection]:
        from app.casefile.merging.carry_out import DAMAGED_COPY, THE_CASE_ITSELF

        if copy.exists() and copy.samefile(self.path):
            raise CasebookError(THE_CASE_ITSELF)
        key = key_for(copy, normal_form(password) if password else self._key)
        with ExitStack() as stack:
            try:
                theirs = stack.enter_context(backups.opened(copy, key))
            except DamagedCase as damaged:
                raise DamagedCase(DAMAGED_COPY.format(what=damaged.sentence)) from damaged
            # One state of it throughout, although somebody else may have it open and go on.
            theirs.execute("BEGIN")
            yield theirs

    def _key_for(self, password: str | None) -> str | None:
        return self._key if password is None else normal_form(password)

    def change_password(self, new: str | None) -> list[Backup]:
        """Set, change or remove (None) the password.

        The file is written anew under the new password and takes the old one's place whole.

        Returns:
            The backups beside the case that are not protected by the new password, so that the
            family can be told.

        Raises:
            CasebookError: it could not be done; the file is as it was.
        """
        key = normal_form(new)
        with self._one_at_a_time, told_calmly():
            self._require_writable()
            self._ledger.check_unchanged()
            try:
                write_anew(self._connection, self.path, key)
                self._key = key
                self._backed_up = None  # the older ones have another password
            finally:
                self._reconnect()
            return [backup for backup in self.backups() if key or backup.encrypted]

    def _reconnect(self) -> None:
        self._connection.close()
        self._take_connection(open_whole(self.path, self._key, read_only=False))
