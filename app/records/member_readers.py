"""The files of one bringing-in, read one after the other, each by its kind.

The FHIR resources of all of them are read together at the end, because one file of an export points
to resources in another.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import PurePosixPath

from app.errors import Cancelled, CasebookError
from app.records.archives import DamagedMember, Member, members_of_zip
from app.records.cda.document import documents_in, read_document
from app.records.collector import Collector
from app.records.documents import DocumentDraft, keep_document
from app.records.fhir.bundle import form_of, read_resources
from app.records.fhir.context import Placed
from app.records.fhir.files import (
    BrokenLine,
    json_value,
    placed_of_json,
    placed_of_lines,
    placed_of_xml,
)
from app.records.found import EntryKind, SourceWords
from app.records.pasted_labs import read_lines
from app.records.recognise import FileKind, kind_of, picture_type
from app.records.safe_xml import Damage, parse
from app.records.tables import grid_of, read_table
from app.records.text_of_documents import decoded, text_of, whole_letters
from app.records.xdm import Indexed, indexed, report_missing

_DEEPEST_ARCHIVE = 3
_LETTERS = "Some letters in this file were damaged; they were read as they were most likely meant."
_TAGS = (
    "This file is damaged: a part of it is broken off or out of order. It was read as far as it "
    "goes; please look at every line before you take it."
)
_MEDIA_TYPES = {
    FileKind.PDF: "application/pdf",
    FileKind.HTML: "text/html",
    FileKind.RTF: "text/rtf",
    FileKind.TEXT: "text/plain",
}
# What export programs put beside the records, by the name of the file.
_WRAPPING = frozenset(
    {"index.htm", "index.html", "readme.txt", "readme.htm", "readme.html", "ds_store", "thumbs.db"}
)
_WRAPPING_ENDS = (".xsl", ".css", ".js", ".ico", ".ds_store", ".gif", ".woff")
_IS_WRAPPING = "A part of the wrapping of the export, no record."


class FileReader:
    """Reads files into one collector."""

    def __init__(self, out: Collector, day_first: bool | None) -> None:
        self._out = out
        self._day_first = day_first
        self._placed: list[Placed] = []
        self._documents: list[tuple[str, list[Indexed]]] = []
        self._names: set[str] = set()
        self._kinds: Counter[FileKind] = Counter()
        self._alone = False
        self._depth = 0

    def read_all(self, members: Sequence[Member], kinds: Mapping[str, FileKind]) -> None:
        """Read the files of an archive; one that cannot be read is skipped with its reason."""
        self._names.update(member.name for member in members)
        for member in members:
            self._out.ask_whether_cancelled()
            if _is_wrapping(member.name):
                self._out.pass_over(EntryKind.OTHER, member.name, _IS_WRAPPING)
            else:
                self._read_member(member, kinds.get(member.name) or kind_of(member.head()))

    def _read_member(self, member: Member, kind: FileKind) -> None:
        try:
            self.read(member, kind)
        except DamagedMember:
            self._skip(member, "Damaged, or too large to be read.")
        except Cancelled:
            raise
        except CasebookError as error:
            self._skip(member, error.sentence)

    def _skip(self, member: Member, reason: str) -> None:
        self._out.pass_over(EntryKind.OTHER, member.name, reason)

    def read(self, member: Member, kind: FileKind, alone: bool = False) -> str:
        """Read one file; returns what kind of file it is, in words.

        Raises:
            CasebookError: it cannot be read.
            DamagedMember: it cannot be unpacked.
        """
        self._alone = alone
        self._kinds[kind] += 1
        return _BY_KIND[kind](self, member)

    def finish(self) -> None:
        """Read the FHIR resources that were gathered, and name what indexes name in vain."""
        read_resources(self._placed, self._out)
        self._placed = []
        for index, documents in self._documents:
            report_missing(documents, self._names, index, self._out)

    def form_of_archive(self) -> str:
        """Return what kind of archive it was, in words."""
        if self._documents:
            return "XDM archive"
        common = [kind for kind, _ in self._kinds.most_common() if kind is not FileKind.UNKNOWN]
        return f"archive ({common[0].value})" if common else "archive"

    def _place(self, member: Member) -> str:
        return "" if self._alone else member.name

    def _cda(self, member: Member) -> str:
        parsed = parse(member.content())
        self._mind(parsed.damage)
        form = FileKind.CDA.value
        for root in documents_in(parsed.root):
            form = read_document(root, self._out, self._place(member))
        self._out.proposed = False
        return form

    def _mind(self, damage: Damage) -> None:
        """Note damage; what is read from a file with broken tags has to be looked at."""
        if damage is Damage.LETTERS:
            self._out.note(_LETTERS)
        if damage is Damage.TAGS:
            self._out.note(_TAGS)
            self._out.proposed = True

    def _fhir_json(self, member: Member) -> str:
        value = json_value(member.content())
        placed = placed_of_json(value, self._place(member))
        self._placed += placed
        return form_of(placed, value)

    def _fhir_lines(self, member: Member) -> str:
        for item in placed_of_lines(member.content(), self._place(member)):
            if isinstance(item, BrokenLine):
                self._out.pass_over(EntryKind.OTHER, item.place, "This line is no record.")
            else:
                self._placed.append(item)
        return FileKind.FHIR_LINES.value

    def _fhir_xml(self, member: Member) -> str:
        placed, damage = placed_of_xml(member.content(), self._place(member))
        self._mind(damage)
        if damage is Damage.TAGS:
            read_resources(placed, self._out)
            self._out.proposed = False
        else:
            self._placed += placed
        return FileKind.FHIR_XML.value

    def _index(self, member: Member) -> str:
        self._documents.append((member.name, list(indexed(parse(member.content()).root))))
        return FileKind.XDM_INDEX.value

    def _zip(self, member: Member) -> str:
        self._depth += 1
        if self._depth > _DEEPEST_ARCHIVE:
            self._skip(member, "An archive inside an archive inside an archive is not opened.")
        else:
            with members_of_zip(BytesIO(member.content())) as inner:
                named = [_within(member.name, m) for m in inner.files]
                for refused in inner.refused:
                    place = f"{member.name}/{refused.where}"
                    self._out.pass_over(EntryKind.OTHER, place, refused.reason)
                self.read_all(named, {})
        self._depth -= 1
        return FileKind.ZIP.value

    def _table(self, member: Member) -> str:
        text = whole_letters(decoded(member.content()))
        if not read_table(grid_of(text), self._out, self._place(member), self._day_first):
            self._text(member)
        return FileKind.LAB_TABLE.value

    def _text(self, member: Member) -> str:
        content = member.content()
        self._keep(member, content, FileKind.TEXT)
        read_lines(whole_letters(decoded(content)), self._out, self._place(member), self._day_first)
        return FileKind.TEXT.value

    def _pdf(self, member: Member) -> str:
        content = member.content()
        text = text_of(content, _MEDIA_TYPES[FileKind.PDF])
        self._keep(member, content, FileKind.PDF, text or "")
        if text is not None:
            read_lines(text, self._out, self._place(member), self._day_first)
            return "PDF with text"
        self._out.note("This PDF holds pictures of pages and no text; it is kept as a document.")
        return "PDF without text"

    def _page(self, member: Member) -> str:
        self._keep(member, member.content(), FileKind.HTML)
        return FileKind.HTML.value

    def _rtf(self, member: Member) -> str:
        self._keep(member, member.content(), FileKind.RTF)
        return FileKind.RTF.value

    def _picture(self, member: Member) -> str:
        self._keep(member, member.content(), FileKind.PICTURE)
        return FileKind.PICTURE.value

    def _keep(
        self, member: Member, content: bytes, kind: FileKind, text: str | None = None
    ) -> None:
        """Keep a file as a document, its words for the search."""
        name = PurePosixPath(member.name).name
        media_type = _MEDIA_TYPES.get(kind) or picture_type(content[:256]) or ""
        entry = self._out.meet(EntryKind.DOCUMENT, member.name)
        title = PurePosixPath(name).stem.replace("_", " ").strip() or name
        draft = DocumentDraft(
            title,
            content=content,
            media_type=media_type,
            text=text,
            file_name=name,
            words=SourceWords(name),
        )
        keep_document(self._out, entry, draft)

    def _style(self, member: Member) -> str:
        self._skip(member, _IS_WRAPPING)
        return FileKind.STYLE.value

    def _unknown(self, member: Member) -> str:
        self._skip(member, "No kind of file that Casebook can read.")
        return FileKind.UNKNOWN.value


_BY_KIND: dict[FileKind, Callable[[FileReader, Member], str]] = {
    FileKind.CDA: FileReader._cda,
    FileKind.FHIR_JSON: FileReader._fhir_json,
    FileKind.FHIR_LINES: FileReader._fhir_lines,
    FileKind.FHIR_XML: FileReader._fhir_xml,
    FileKind.XDM_INDEX: FileReader._index,
    FileKind.APPLE_HEALTH: FileReader._unknown,
    FileKind.ZIP: FileReader._zip,
    FileKind.LAB_TABLE: FileReader._table,
    FileKind.PDF: FileReader._pdf,
    FileKind.PICTURE: FileReader._picture,
    FileKind.HTML: FileReader._page,
    FileKind.RTF: FileReader._rtf,
    FileKind.TEXT: FileReader._text,
    FileKind.STYLE: FileReader._style,
    FileKind.UNKNOWN: FileReader._unknown,
}


def _within(archive: str, member: Member) -> Member:
    return replace(member, name=f"{archive}/{member.name}")


def _is_wrapping(name: str) -> bool:
    path = PurePosixPath(name)
    last = path.name.casefold()
    if "__macosx" in name.casefold() or last.startswith("._"):
        return True
    return last in _WRAPPING or last.endswith(_WRAPPING_ENDS)
