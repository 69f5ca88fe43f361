"""Reading criteria: whole texts, single lines, and the records of `casebook read-criteria`."""

from collections.abc import Mapping
from typing import Any

from app.eligibility.comparisons import comparisons
from app.eligibility.kinds import kinds
from app.eligibility.plain_text import as_line


def read_json_line(record: Mapping[str, Any]) -> dict[str, Any]:
    line = as_line(record["text"])
    return {
        "id": record["id"],
        "comparisons": [
            {"variable": c.variable, "op": c.op, "value": float(c.value), "unit": c.unit}
            for c in comparisons(line)
        ],
        "tags": sorted(k.value for k in kinds(line)),
    }
