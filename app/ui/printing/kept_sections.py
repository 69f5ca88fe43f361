"""What a family chose for the summary, remembered for each case on this computer.

Only what was chosen is kept, under the case's id: nothing of what the case holds.
"""

import json
from contextlib import suppress
from dataclasses import replace

from app.case.value_class import value_class
from app.errors import CasebookError
from app.settings import PRINTED_SECTIONS, Settings
from app.usecases.page_choice import LAB_CHOICES, MOST_LAB_DATES, ORDER, SECTIONS, PageChoice


@value_class(kw_only=True)
class Sections:
    """What stands on the summary.

    Attributes:
        without: what of `SECTIONS` is left out.
        order: the sections in the family's order; empty for the usual one.
        with_team: the care team with its phone numbers too.
        lab_dates: of how many dates blood results are shown.
        lab_choice: which of them, a key of `LAB_CHOICES`.
    """

    without: frozenset[str] = frozenset()
    order: tuple[str, ...] = ()
    with_team: bool = False
    lab_dates: int = MOST_LAB_DATES
    lab_choice: str = "main"

    @property
    def labs(self) -> tuple[str, ...]:
        """The results that are shown, by their keys; empty for the usual ones."""
        return LAB_CHOICES[self.lab_choice]


def kept_sections(settings: Settings, case_id: str) -> Sections:
    """Return what was chosen last for a case; what cannot be understood counts as not chosen."""
    text = settings.get(PRINTED_SECTIONS).get(case_id, "")
    try:
        kept = json.loads(text or "{}")
    except ValueError:
        return Sections()
    if not isinstance(kept, dict):
        return Sections()
    order = tuple(dict.fromkeys(key for key in _texts(kept.get("order")) if key in ORDER))
    dates, choice = kept.get("lab_dates"), kept.get("lab_choice")
    if not isinstance(dates, int) or not 1 <= dates <= MOST_LAB_DATES:
        dates = MOST_LAB_DATES
    return Sections(
        without=frozenset(_texts(kept.get("without"))) & frozenset(SECTIONS),
        # A section that is newer than what was kept follows at the end.
        order=(*order, *(key for key in ORDER if key not in order)) if order else (),
        with_team=kept.get("with_team") is True,
        lab_dates=dates,
        lab_choice=choice if choice in tuple(LAB_CHOICES) else "main",
    )


def keep_sections(settings: Settings, case_id: str, sections: Sections) -> None:
    """Remember what was chosen; where that is impossible it holds until the window is closed."""
    known = settings.get(PRINTED_SECTIONS)
    text = "" if sections == Sections() else _text(sections)
    if known.get(case_id, "") == text:
        return
    others = {key: value for key, value in known.items() if key != case_id}
    with suppress(CasebookError):
        settings.set(PRINTED_SECTIONS, others | ({case_id: text} if text else {}))


def choose(choice: PageChoice, sections: Sections) -> PageChoice:
    """Return a choice with these sections."""
    return replace(
        choice,
        without=sections.without,
        order=sections.order,
        with_team=sections.with_team,
        lab_dates=sections.lab_dates,
        labs=sections.labs,
    )


def _texts(value: object) -> list[str]:
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []


def _text(sections: Sections) -> str:
    return json.dumps(
        {
            "without": sorted(sections.without),
            "order": list(sections.order),
            "with_team": sections.with_team,
            "lab_dates": sections.lab_dates,
            "lab_choice": sections.lab_choice,
        }
    )
