"""Copies the icons Casebook uses from Lucide (npm package `lucide-static`) into `resources/icons`.

    python3 packaging/make_icons.py                 fetches the package with npm
    python3 packaging/make_icons.py --from FOLDER   uses an unpacked copy

Each icon is written with the house's stroke (1.75 of 24) and the one colour `currentColor`, which
the window replaces by the theme's colour at load. The three states of a trial's lines are our own
drawings: they must differ in silhouette and in grey, so two are filled and one is an outline.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "resources" / "icons"
PACKAGE = "lucide-static@1.62.0"

PAGES = """
layout-dashboard route flask-conical pill file-text search-check signpost calendar-days users
printer history book-heart
"""
ACTIONS = """
search plus minus check x ellipsis pencil copy trash-2 undo-2 redo-2 download upload save
external-link link paperclip archive lock lock-open key-round eye eye-off list-filter arrow-up-down
grip-vertical columns-3 zoom-in zoom-out maximize refresh-cw settings sun moon panel-left log-out
folder folder-open book-open hard-drive usb git-merge file-plus file-check file-down image star flag
chevron-down chevron-right chevron-left chevron-up arrow-left arrow-right arrow-up arrow-down
list-checks clipboard-list clipboard-check notebook-pen
"""
FACTS = """
triangle-alert circle-alert shield-alert info circle-check circle-x wifi-off hourglass
clock calendar-clock calendar-plus circle-dot circle-pause circle-dashed circle circle-slash
circle-question-mark message-circle-question-mark
heart-pulse activity thermometer droplets handshake heart-handshake
radiation test-tube syringe bone microscope dna stethoscope hospital hand-helping hand-heart
door-open map-pin phone mail user user-plus bandage tag scale
"""
LUCIDE = tuple(sorted((PAGES + ACTIONS + FACTS).split()))

# A filled disc with the tick cut out, a filled diamond with the "!" cut out, a bubble with a "?".
OWN = {
    "state-fits": (
        '<path fill="currentColor" stroke="none" fill-rule="evenodd" d="'
        "M12 2a10 10 0 1 0 0 20a10 10 0 1 0 0-20Z"
        'M6.8 12.7L8.3 11.2L10.8 13.7L15.9 8.3L17.4 9.7L10.8 16.7Z"/>'
    ),
    "state-may-rule-out": (
        '<path fill="currentColor" stroke="none" fill-rule="evenodd" d="'
        "M10.9 1.9a1.5 1.5 0 0 1 2.2 0L22.1 10.9a1.5 1.5 0 0 1 0 2.2L13.1 22.1"
        "a1.5 1.5 0 0 1-2.2 0L1.9 13.1a1.5 1.5 0 0 1 0-2.2Z"
        "M10.9 6.6V13.2H13.1V6.6ZM12 14.9a1.35 1.35 0 1 0 0 2.7a1.35 1.35 0 1 0 0-2.7Z"
        '"/>'
    ),
    "state-ask": (
        '<path d="M22 17a2 2 0 0 1-2 2H6.8a2 2 0 0 0-1.4.6L3.2 21.8A.7.7 0 0 1 2 21.3V5'
        'a2 2 0 0 1 2-2h16a2 2 0 0 1 2 2z"/>'
        '<path d="M9.6 8.6a2.5 2.5 0 0 1 4.8.8c0 1.6-2.4 2.4-2.4 2.4"/><path d="M12 15.2h.01"/>'
    ),
}

HEAD = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24" '
    'fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" '
    'stroke-linejoin="round">'
)


def main(arguments: list[str] | None = None) -> int:
    """Write every icon and the licence."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--from", dest="folder", type=Path, help="an unpacked lucide-static")
    folder = parser.parse_args(arguments).folder
    with tempfile.TemporaryDirectory() as scratch:
        write_all(folder or fetch(Path(scratch)))
    return 0


def fetch(scratch: Path) -> Path:
    """Fetch the package with npm and return the folder it was unpacked into."""
    subprocess.run(["npm", "pack", "--silent", PACKAGE], cwd=scratch, check=True)
    (archive,) = scratch.glob("*.tgz")
    with tarfile.open(archive) as packed:
        packed.extractall(scratch, filter="data")
    return scratch / "package"


def write_all(package: Path) -> None:
    """Replace the icons in `resources/icons` by those named here."""
    TARGET.mkdir(parents=True, exist_ok=True)
    for old in TARGET.glob("*.svg"):
        old.unlink()
    for name in LUCIDE:
        write(name, shapes((package / "icons" / f"{name}.svg").read_text("utf-8")))
    for name, drawing in OWN.items():
        write(name, drawing)
    (TARGET / "LICENSE-lucide.txt").write_text((package / "LICENSE").read_text("utf-8"), "utf-8")


def shapes(svg: str) -> str:
    """Return what is drawn, without the frame around it."""
    inside = re.sub(r"^.*?<svg[^>]*>|</svg>\s*$", "", svg, flags=re.DOTALL)
    return re.sub(r"\s*\n\s*", "", inside).replace(" />", "/>").strip()


def write(name: str, drawing: str) -> None:
    """Write one icon."""
    (TARGET / f"{name}.svg").write_text(f"{HEAD}{drawing}</svg>\n", "utf-8")


if __name__ == "__main__":
    sys.exit(main())
