"""Kill a program again and again in the midst of its edits; nothing it acknowledged may be lost.

    python tests/kill/kill_loop.py [--kills 200] [--folder DIR] [--seed N]

A child process makes a long series of edits (adding, changing, deleting, attaching, undoing,
backing up, closing and opening again) and prints the number of each operation after it was
acknowledged. It is killed with SIGKILL at a random moment; then the file is opened as any program
would open it. Every acknowledged operation must be in the history, every check of `verify` must
hold, and the child goes on from there. Half of the kills are on an encrypted file.
"""

import argparse
import hashlib
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from app.case.entities import CaseInfo, Document, LabPanel, LabResult, Patient
from app.casefile import Attach, CaseFile, Delete, Edit, Insert, Update, new_id, verify

PASSWORD = "a password"
LONGEST_RUN = 0.5
"""Seconds between the child's first operation and its end, at most."""


class LostSomething(AssertionError):
    """An acknowledged operation is missing, or the file is not whole."""


@dataclass
class Tally:
    """What happened so far."""

    kills: int = 0
    acknowledged: int = 0
    rolled_back: int = 0


# The child


def work(path: Path, password: str | None, seed: str) -> None:
    """Edit for ever; print each operation's number and id once it is acknowledged."""
    chance = random.Random(seed)
    while True:
        # A backup on closing takes far longer than the rest; one in five will do.
        backup = chance.random() < 0.2
        with CaseFile.open(path, password=password, backup_on_close=backup) as case_file:
            for _ in range(chance.randint(1, 60)):
                act(case_file, chance)
                newest = case_file.history(limit=1)[0]
                print(newest.number, newest.id, flush=True)


def act(case_file: CaseFile, chance: random.Random) -> None:
    """Do one thing of many."""
    kind = chance.random()
    if kind < 0.1 and case_file.undo_name:
        case_file.undo()
    elif kind < 0.15 and case_file.redo_name:
        case_file.redo()
    else:
        case_file.run("edit", list(edits(case_file, chance)))


def edits(case_file: CaseFile, chance: random.Random) -> Iterator[Edit]:
    """Return the edits of one operation, few or many."""
    panels = case_file.case().all(LabPanel)
    kind = chance.random()
    if panels and kind < 0.15:
        yield Delete("lab_panel", chance.choice(panels).id)
    elif panels and kind < 0.4:
        yield Update(replace(chance.choice(panels), note=f"note {chance.random()}"))
    elif kind < 0.55:
        content = chance.randbytes(chance.randint(1, 60_000))
        digest = hashlib.sha256(content).hexdigest()
        yield Attach(digest, "scan.pdf", content)
        yield Insert(Document(id=new_id(), attachment_sha256=digest))
    else:
        panel = LabPanel(id=new_id(), lab_name="Northgate")
        yield Insert(panel)
        for number in range(chance.randint(1, 200)):
            yield Insert(LabResult(id=new_id(), parent_id=panel.id, code=f"test {number}"))


# The parent


def run(kills: int, folder: Path, seed: int, passwords: tuple[str | None, ...]) -> Tally:
    """Kill a child `kills` times for each password; raises `LostSomething`."""
    tally, chance = Tally(), random.Random(seed)
    for password in passwords:
        path = folder / ("locked.casebook" if password else "plain.casebook")
        rows = [Insert(CaseInfo(id=new_id())), Insert(Patient(id=new_id(), display_name="E"))]
        CaseFile.create(path, rows, password=password).close()
        for _ in range(kills):
            one_kill(path, password, chance, tally)
    return tally


def one_kill(path: Path, password: str | None, chance: random.Random, tally: Tally) -> None:
    """Let a child work for a while, kill it, and look at what it left."""
    command = [sys.executable, __file__, "--child", str(path), password or "", str(chance.random())]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    first = child.stdout.readline()
    time.sleep(chance.random() * LONGEST_RUN)
    child.kill()
    printed = first + child.stdout.read()
    child.wait()
    # The last line may have been cut off by the kill: then it was not acknowledged.
    acknowledged = [line.split() for line in printed.split("\n")[:-1]]
    if not acknowledged:
        raise LostSomething("the child did nothing; see its error above")
    tally.kills += 1
    tally.acknowledged += len(acknowledged)
    tally.rolled_back += path.with_name(path.name + "-journal").exists()
    look(path, password, {int(number): id for number, id in acknowledged})


def look(path: Path, password: str | None, acknowledged: dict[int, str]) -> None:
    """Open what a killed child left; raises `LostSomething`."""
    with CaseFile.open(path, password=password, backup_on_close=False) as case_file:
        if case_file.read_only_because:
            raise LostSomething(case_file.read_only_because)
        there = {operation.number: operation.id for operation in case_file.history()}
    lost = {number for number, id in acknowledged.items() if there.get(number) != id}
    if lost:
        raise LostSomething(f"acknowledged, but not there: {sorted(lost)}")
    wrong = [check for check in verify(path, password) if not check.ok]
    if wrong:
        raise LostSomething(str(wrong))


def main() -> None:
    """Run the command line."""
    if sys.argv[1:2] == ["--child"]:
        path, password, seed = sys.argv[2:]
        work(Path(path), password or None, seed)
        return
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--seed", type=int, default=int.from_bytes(os.urandom(4)))
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=asked.folder) as folder:
        tally = run(asked.kills // 2, Path(folder), asked.seed, (None, PASSWORD))
    print(
        f"seed {asked.seed}: {tally.kills} kills, {tally.acknowledged} acknowledged operations,"
        f" {tally.rolled_back} times in the midst of a commit; nothing lost, every check holds"
    )


if __name__ == "__main__":
    main()
