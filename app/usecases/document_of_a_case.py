"""A whole case written as JSON, which is no document of another case."""

from pathlib import Path

_HEAD = 64 * 1024
# Every case JSON of ours names these near its beginning; no registry and no hospital does.
_MARKS = (b'"schema_version"', b'"patient"')


def is_case_json(path: Path) -> bool:
    """Whether a file is a case that was taken out as JSON, as far as its beginning tells."""
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError:
        return False
    return head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{") and all(m in head for m in _MARKS)
