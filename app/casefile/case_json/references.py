"""Ids that came with the file, and what points to them."""

from collections.abc import Iterable

from app.casefile.case_json.drafts import Draft, Findings
from app.casefile.case_json.parsing import inside


def check_ids(drafts: Iterable[Draft], findings: Findings) -> None:
    """Find ids that two rows of one kind share.

    A full export names every row by its own id, too; there an imported number may come twice,
    because the case was brought together from two files.
    """
    known: dict[tuple[str, str], Draft] = {}
    ids: set[tuple[str, str]] = set()
    for draft in drafts:
        if (draft.spec.table, draft.id) in ids:
            findings.wrong(inside(draft.path, "uuid"), "is used twice")
        ids.add((draft.spec.table, draft.id))
        imported = draft.values.get("imported_id")
        if imported is None:
            continue
        first = known.setdefault((draft.spec.table, imported), draft)
        if first is not draft and not (first.own_id_given and draft.own_id_given):
            key = draft.spec.field("imported_id").key
            findings.wrong(inside(draft.path, key), f"is also the id of {first.path}")


def resolve(drafts: Iterable[Draft], findings: Findings) -> None:
    """Turn references to ids of the file into ids of ours; one that points nowhere is kept."""
    drafts = list(drafts)
    targets = _targets(drafts)
    for draft in drafts:
        for spec in draft.spec.fields:
            if not spec.to or spec.name not in draft.values:
                continue
            found = targets.get((spec.to, draft.values[spec.name]))
            if found is not None:
                draft.values[spec.name] = found
                continue
            raw = draft.keep_reference(spec)
            findings.note(
                inside(draft.path, spec.key),
                f"points to {raw[:60]}, which is not in this file; kept as it is",
            )


def _targets(drafts: Iterable[Draft]) -> dict[tuple[str, str], str]:
    targets: dict[tuple[str, str], str] = {}
    for draft in drafts:
        targets[draft.spec.table, draft.id] = draft.id
        imported = draft.values.get("imported_id")
        if imported is not None:
            targets.setdefault((draft.spec.table, imported), draft.id)
    return targets
