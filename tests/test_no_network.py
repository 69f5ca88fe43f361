"""Casebook never opens a network connection: not in its source, and not while it works."""

import json
import socket  # noqa: TID251 - to forbid it
from collections.abc import Callable
from pathlib import Path

import pytest

from app.resource_files import resource_file
from tests.source_code import imports, modules

# Modules that can open a connection. Addresses may be taken apart (urllib.parse), never fetched.
NETWORK = {
    *("aiohttp", "asyncio", "ftplib", "http", "httpx", "imaplib", "nntplib", "paramiko"),
    *("poplib", "requests", "smtplib", "socket", "socketserver", "ssl", "telnetlib", "urllib3"),
    *("urllib.request", "urllib.robotparser", "websockets", "xmlrpc", "_socket", "_ssl"),
    *("PySide6.QtNetwork", "PySide6.QtNetworkAuth", "PySide6.QtWebSockets"),
    *("PySide6.QtWebChannel", "PySide6.QtWebEngineCore", "PySide6.QtWebEngineWidgets"),
    *("PySide6.QtHttpServer", "PySide6.QtGrpc", "PySide6.QtRemoteObjects"),
}


@pytest.mark.parametrize("folder", ["app", "packaging"])
def test_no_module_imports_what_could_connect(folder: str) -> None:
    found = [
        f"{found.place}: imports {found.name}; Casebook never opens a network connection"
        for module in modules(folder)
        for found in imports(module)
        if opens_connections(found.name)
    ]
    if found:
        pytest.fail("\n".join(found), pytrace=False)


def opens_connections(name: str) -> bool:
    """Tell whether a name is, or lies in, a module of the list."""
    parts = name.split(".")
    return any(".".join(parts[:length]) in NETWORK for length in range(1, len(parts) + 1))


@pytest.fixture
def no_sockets(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forbid every socket, and every question to a name server, for one test."""

    def refuse(*_: object, **__: object) -> None:
        pytest.fail("a network connection was tried")

    for name in ("socket", "create_connection", "getaddrinfo", "gethostbyname", "socketpair"):
        monkeypatch.setattr(socket, name, refuse)


# The main jobs. EXTEND HERE: (name, function of a case file and a folder to write to). Each runs
# with sockets forbidden, on the example case, and must end with exit code 0.
Job = Callable[[Path, Path], int]


def command(*words: str) -> Job:
    """Make a job of a command line: FILE is the case file, OUT the folder to write to."""

    def job(file: Path, out: Path) -> int:
        from app.cli import main

        return main([w.replace("FILE", str(file)).replace("OUT", str(out)) for w in words])

    return job


def bring_records_in(file: Path, out: Path) -> int:
    """Import records of several forms; what they point to in the web stays where it is."""
    born = "1976-03-14"
    at = "http://hl7.org/fhir"
    record = {"resourceType": "Patient", "id": "p", "meta": {"profile": [at]}, "birthDate": born}
    (out / "record.json").write_text(json.dumps(record), encoding="utf-8")
    outside = f'<!DOCTYPE r SYSTEM "{at}/r.dtd"><Patient xmlns="{at}"><id value="p"/></Patient>'
    (out / "record.xml").write_text(outside, encoding="utf-8")
    labs = "Date,Test,Result,Unit\n2026-03-01,Hemoglobin,9.1,g/dL\n"
    (out / "labs.csv").write_text(labs, encoding="utf-8")
    files = [str(out / name) for name in ("labs.csv", "record.json", "record.xml")]
    return command("import", "FILE", *files)(file, out)


JOBS: dict[str, Job] = {
    "facts": command("facts", "FILE", "--json"),
    "print": command("print", "FILE", "--what", "summary", "-o", "OUT/summary.pdf"),
    "import": bring_records_in,
    "export": command("export", "FILE", "--format", "json", "-o", "OUT/case.json"),
    "verify": command("verify", "FILE", "--json"),
    "backup": command("backup", "FILE", "-o", "OUT"),
    "selftest": command("selftest"),
}


@pytest.mark.usefixtures("no_sockets")
@pytest.mark.parametrize("name", JOBS)
def test_a_main_job_works_with_sockets_forbidden(name: str, tmp_path: Path) -> None:
    file, out = tmp_path / "example.casebook", tmp_path / "out"
    out.mkdir()
    make = command("new", "FILE", "--from", str(resource_file("example/case.json")))
    assert make(file, out) == 0
    assert JOBS[name](file, out) == 0


@pytest.mark.usefixtures("no_sockets")
def test_the_ban_itself_holds() -> None:
    with pytest.raises(pytest.fail.Exception):
        socket.create_connection(("localhost", 80))
    assert opens_connections("urllib.request.urlopen")
    assert not opens_connections("urllib.parse")
