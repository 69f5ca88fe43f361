"""The system libraries Qt needs on Linux: which are missing, and how they are installed.

The lists were found by running Casebook in a freshly made minimal Debian 12 until it worked.
Qt's own message is no help here: it blames libxcb-cursor0 whichever library of the screen is
missing. Windows and macOS bring everything.
"""

from __future__ import annotations

import ctypes
import os
import platform
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

# Library file -> Debian package. Without a screen (tests, printing from the command line):
OFFSCREEN = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",  # QtPdf links QtNetwork, which links this
}
X11 = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
WAYLAND = {
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
}


def missing_packages(for_tests: bool) -> list[str]:
    """Name the Debian packages that are missing here; nothing on Windows and macOS."""
    if platform.system() != "Linux":
        return []
    screen = {} if for_tests else os.environ  # tests draw without a screen wherever they run
    missing = [package for library, package in needed(screen).items() if not loads(library)]
    if for_tests and shutil.which("pdftotext") is None:
        missing.append("poppler-utils")  # the tests read the printed pages with it
    return missing


def needed(environment: Mapping[str, str]) -> dict[str, str]:
    """Choose the lists for this screen: none, X11, Wayland or both."""
    libraries = dict(OFFSCREEN)
    if environment.get("DISPLAY"):
        libraries.update(X11)
    if environment.get("WAYLAND_DISPLAY"):
        libraries.update(WAYLAND)
    return libraries


def loads(library: str) -> bool:
    """Tell whether the system's loader finds the library and everything it needs in turn."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def install_line(packages: list[str]) -> str:
    """Write the one line a person can copy."""
    return "sudo apt-get install --no-install-recommends " + " ".join(packages)


def has_apt() -> bool:
    """Tell whether this is Debian, Ubuntu or a child of theirs."""
    return Path("/etc/debian_version").exists() and shutil.which("apt-get") is not None


def may_install() -> bool:
    """Tell whether we are root, as in a container."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def install(packages: list[str]) -> bool:
    """Install with apt-get; False where that failed."""
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    subprocess.call(["apt-get", "update", "-q"], env=environment)
    command = ["apt-get", "install", "-q", "-y", "--no-install-recommends", *packages]
    return subprocess.call(command, env=environment) == 0
