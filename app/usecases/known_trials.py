"""What is known of each trial while an import runs: as little as the decisions need.

An archive of 100,000 trials has to fit in memory. A version is 36 bytes: its fingerprint, and the
number of its kind; what many versions have in common (status, days, what the form can say) is held
once for all of them.
"""

import struct
from collections.abc import Iterator
from dataclasses import replace

from app.trials.record import TrialRecord
from app.usecases.kept_trials import kept_trial, saved_by_number
from app.usecases.session import Session

_VERSION = struct.Struct(">I32s")


class KnownTrials:
    """Every trial of the case and of the import so far, by its number."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._saved = saved_by_number(session.case)
        self._versions: dict[str, bytes] = {}
        self._unreadable: dict[str, frozenset[str]] = {}
        self._kinds: list[TrialRecord] = []
        self._number_of_kind: dict[TrialRecord, int] = {}

    def of(self, number: str) -> list[TrialRecord] | None:
        """Return the versions known of a trial, None where it is new.

        They hold what a decision asks for, nothing else.
        """
        key = number.upper()
        if key not in self._versions and key in self._saved:
            self._take_from_case(key)
        packed = self._versions.get(key)
        return None if packed is None else list(self._unpacked(packed, number))

    def hashes(self, number: str) -> frozenset[str]:
        """Return the hashes of versions that the case keeps and that can no longer be read."""
        return self._unreadable.get(number.upper(), frozenset())

    def add(self, record: TrialRecord) -> None:
        """Remember a version."""
        key = record.number.upper()
        packed = _VERSION.pack(self._kind(record), bytes.fromhex(record.content_hash))
        self._versions[key] = self._versions.get(key, b"") + packed

    def forget(self) -> None:
        """Let go of everything that was remembered beside the case."""
        self._versions.clear()
        self._kinds.clear()
        self._number_of_kind.clear()

    def _take_from_case(self, key: str) -> None:
        kept = kept_trial(self._session, self._saved[key])
        self._versions[key] = b""
        for version in kept.versions:
            # A page pasted or an export may write the number in another case than we noted it.
            self.add(replace(version, number=key))
        readable = {version.content_hash for version in kept.versions}
        if unreadable := kept.hashes - readable:
            self._unreadable[key] = unreadable

    def _kind(self, record: TrialRecord) -> int:
        kind = TrialRecord(
            registry=record.registry,
            number="",
            form=record.form,
            status=record.status,
            status_as_of=record.status_as_of,
            as_of=record.as_of,
            known_fields=record.known_fields,
        )
        number = self._number_of_kind.get(kind)
        if number is None:
            number = self._number_of_kind[kind] = len(self._kinds)
            self._kinds.append(kind)
        return number

    def _unpacked(self, packed: bytes, number: str) -> Iterator[TrialRecord]:
        for kind, fingerprint in _VERSION.iter_unpack(packed):
            yield replace(self._kinds[kind], number=number, content_hash=fingerprint.hex())
