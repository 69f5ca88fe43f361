"""Reads mutated records until the time is over; run by hand before a release.

    python tests/fuzz/fuzz_records.py --minutes 60 [--seed 1] [--records FOLDER] [--whole]

Takes the records in FOLDER (by default the shared sample folder), spoils their bytes, their JSON
and their XML, packs them into archives, reads them, and compares what was read with an empty case
and with itself. Stops at the first exception that is no `CasebookError`, at counts that do not add
up, at a second import that brings something new, and at a file that takes longer than twenty
seconds. With `--whole` each file goes into a real case file, too: tried out, taken, decided, taken
back.
"""

import argparse
import copy
import io
import json
import os
import random
import re
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(REPOSITORY))

from app.errors import CasebookError  # noqa: E402
from app.records.found import Reading  # noqa: E402
from app.usecases.bring_in import bring_in  # noqa: E402
from app.usecases.make_case import new_case  # noqa: E402
from app.usecases.pending_items import (  # noqa: E402
    keep_both,
    keep_ours,
    pending_lines,
    take_theirs,
)
from app.usecases.recognise_file import what_is  # noqa: E402
from app.usecases.session import Session  # noqa: E402
from tests.records.samples import TODAY, Taker, read_bytes  # noqa: E402

LONGEST = 20.0
_LARGEST_SEED = 260_000
_MEMORY = Path("/dev/shm")
_ODD = (
    None, True, False, [], {}, "", 0, -1, 10**40, 1.5e300, "x", [[]], [None], {"value": "x"},
    "\ud800", "x\x00y",
    "2024-02-30", "0001-01-01", "9999-12-31", "<b>&amp;", "\x00", "\ufeff", "NaN", ["a", 1, {}],
    {"reference": "#"}, {"coding": "x"}, {"resourceType": "Bundle", "entry": [{}]},
)  # fmt: skip
_WORDS = (
    b"<", b">", b"</", b"/>", b"&", b"&nbsp;", b"&#0;", b"<!--", b"]]>", b"<![CDATA[", b'"', b"'",
    b"\x00", b"\xff", b"\xc3", b"nullFlavor", b"xsi:type=", b"<!DOCTYPE a>", b"<?xml?>", b"\r",
)  # fmt: skip


def seeds(folder: Path) -> list[bytes]:
    """Return the records to spoil, those of a moderate size."""
    found = []
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".json", ".xml", ".csv") and path.is_file():
            content = path.read_bytes()
            found.append(content if len(content) <= _LARGEST_SEED else _shortened(content))
    return found


def _shortened(content: bytes) -> bytes:
    """Return a large bundle with some of its entries, or the beginning of anything else."""
    if content.lstrip()[:1] != b"{":
        return content[:_LARGEST_SEED]
    bundle = json.loads(content)
    bundle["entry"] = bundle["entry"][:60]
    return json.dumps(bundle).encode()


def _bytes(rng: random.Random, content: bytes) -> bytes:
    spoiled = bytearray(content)
    for _ in range(rng.choice((1, 3, 20))):
        place = rng.randrange(len(spoiled))
        spoiled[place] = rng.randrange(256)
    return bytes(spoiled)


def _cut(rng: random.Random, content: bytes) -> bytes:
    first, second = sorted(rng.randrange(len(content) + 1) for _ in range(2))
    return content[:first] + content[second:]


def _end(rng: random.Random, content: bytes) -> bytes:
    return content[: rng.randrange(1, len(content) + 1)]


def _word(rng: random.Random, content: bytes) -> bytes:
    place = rng.randrange(len(content) + 1)
    return content[:place] + rng.choice(_WORDS) * rng.choice((1, 1, 40)) + content[place:]


def _repeat(rng: random.Random, content: bytes) -> bytes:
    place = rng.randrange(len(content))
    piece = content[place : place + rng.randrange(1, 4000)]
    return content[:place] + piece * rng.choice((2, 3, 10)) + content[place:]


def _json(rng: random.Random, content: bytes) -> bytes:
    try:
        value = json.loads(content)
    except ValueError:
        return _bytes(rng, content)
    for _ in range(rng.choice((1, 5, 60))):
        _spoil(rng, value)
    return json.dumps(value).encode("utf-8", "surrogatepass")


def _spoil(rng: random.Random, value: Any) -> None:
    """Put something odd in a random place of a JSON value."""
    holder = value
    while isinstance(holder, dict | list):
        keys: list[Any] = list(holder) if isinstance(holder, dict) else list(range(len(holder)))
        if not keys:
            return
        key = rng.choice(keys)
        inner = holder[key]
        if isinstance(inner, dict | list) and inner and rng.random() < 0.85:
            holder = inner
            continue
        if isinstance(holder, dict) and rng.random() < 0.2:
            del holder[key]
        else:
            holder[key] = copy.deepcopy(rng.choice(_ODD))
        return


_ATTRIBUTE = re.compile(rb'="[^"<>]{0,60}"')
_ODD_VALUES = (b"", b"NI", b"-1", b"1e999", b"20261399", b"x" * 300, b"\xc2\xb5g/dL", b"#")
_NAMES = (b"code", b"value", b"low", b"high", b"observation", b"text", b"effectiveTime", b"entry")


def _xml(rng: random.Random, content: bytes) -> bytes:
    found = list(_ATTRIBUTE.finditer(content))
    if not found or rng.random() < 0.3:
        name = rng.choice(_NAMES)
        return content.replace(b"<" + name, b"<" + rng.choice(_NAMES), rng.choice((1, 5)))
    spoiled = content
    for match in sorted(rng.sample(found, min(len(found), rng.choice((1, 8)))), key=_start)[::-1]:
        odd = rng.choice(_ODD_VALUES)
        spoiled = spoiled[: match.start() + 2] + odd + spoiled[match.end() - 1 :]
    return spoiled


def _start(match: re.Match[bytes]) -> int:
    return match.start()


def _zip(rng: random.Random, content: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(rng.choice(("a.xml", "IHE_XDM/1/DOC.XML", "../up", "export.xml")), content)
        archive.writestr("b", rng.choice((b"", b"PK\x03\x04", b"x,y\n1,2", b"%PDF-1.4 x")))
    return _bytes(rng, made.getvalue()) if rng.random() < 0.7 else made.getvalue()


_SPOILERS: tuple[Callable[[random.Random, bytes], bytes], ...] = (
    _bytes, _cut, _end, _word, _word, _repeat, _json, _json, _json, _xml, _xml, _zip,
)  # fmt: skip


def spoiled(rng: random.Random, listed: list[bytes]) -> bytes:
    """Return one of the records, spoiled once or a few times."""
    content = rng.choice(listed)
    for _ in range(rng.choice((1, 1, 2, 4))):
        if content:
            content = rng.choice(_SPOILERS)(rng, content)
    return content


def check(content: bytes) -> None:
    """Read bytes of any kind; raises where the program would fail a family.

    Raises:
        AssertionError: counts do not add up, or a second import brings something new.
    """
    try:
        reading = read_bytes(content, "file", TODAY)
    except CasebookError:
        return
    assert reading.total == len(reading.found) + len(reading.skipped)
    _compare(reading)


def _compare(reading: Reading) -> None:
    taker = Taker()
    taker.take(reading)
    again = taker.take(reading)
    assert again.new == 0, list(taker.compare(reading)[0].of_kind("new"))


def check_whole(content: bytes, rng: random.Random) -> None:
    """Bring bytes of any kind into a case and take everything back.

    Raises:
        AssertionError: the try-out, the import, a second import or Undo do not agree.
    """
    with tempfile.TemporaryDirectory(dir=_MEMORY if _MEMORY.is_dir() else None) as folder:
        path, case = Path(folder) / "file", Path(folder) / "a.casebook"
        path.write_bytes(content)
        new_case(case)
        with Session.open(case) as session:
            _bring(session, path, rng)


def _bring(session: Session, path: Path, rng: random.Random) -> None:
    before = session.case.sizes()
    try:
        what_is(path)
        tried = bring_in(session, [path], dry_run=True)
    except CasebookError:
        return
    finally:
        assert session.case.sizes() == before
    came = bring_in(session, [path])
    assert came.as_json() == tried.as_json()
    assert all(receipt.adds_up for receipt in came.receipts)
    assert bring_in(session, [path]).receipts[0].new == 0
    for line in pending_lines(session)[:3]:
        rng.choice((take_theirs, keep_ours, keep_both))(session, line.id)
    session.file.full_document()
    while session.undo_name is not None:
        session.undo()
    assert session.case.sizes() == before


def main() -> int:
    """Run until the time is over; returns 1 where something failed."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--minutes", type=float, default=1)
    parser.add_argument("--seed", type=int, default=1)
    named = os.environ.get("CASEBOOK_SHARED_DATA")
    shared = Path(named) if named else REPOSITORY.parent / "shared" / "data"
    parser.add_argument("--records", type=Path, default=shared / "records")
    parser.add_argument("--whole", action="store_true")
    options = parser.parse_args()
    listed = seeds(options.records)
    rng = random.Random(options.seed)
    end, tried = time.monotonic() + options.minutes * 60, 0
    while time.monotonic() < end:
        content = spoiled(rng, listed)
        before = time.process_time()
        try:
            check(content)
            if options.whole:
                check_whole(content, rng)
            assert time.process_time() - before < LONGEST, "too slow"
        except BaseException:
            Path("failed-record.bin").write_bytes(content)
            print(f"after {tried} files; the file is in failed-record.bin", file=sys.stderr)
            raise
        tried += 1
    print(f"{tried} files, nothing failed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
