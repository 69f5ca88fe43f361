"""Organisations whose people help for free: each with its source and the day of it."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout

from app.ui.cards import Card
from app.ui.labels import make_label, make_line
from app.ui.theme import Theme
from app.ui.tokens import SPACE_4, SPACE_8, SPACE_12, SPACE_16, SPACE_20
from app.ui.words import translate
from app.usecases.who_helps import Organisation


class OrganisationsCard(Card):
    """The list, the country of the patient first."""

    def __init__(self, _theme: Theme, organisations: Sequence[Organisation]) -> None:
        super().__init__()
        title = self.tr("People who help for free")
        self.setAccessibleName(title)
        column = QVBoxLayout()
        column.setContentsMargins(SPACE_20, SPACE_16, SPACE_20, SPACE_20)
        column.setSpacing(SPACE_4)
        column.addWidget(make_label(title, "section", wrap=True))
        said = self.tr(
            "Numbers and hours are as old as the date below them and may have changed. "
            "Casebook has no tie to any of them. You do not have to call anyone today."
        )
        column.addWidget(make_label(said, wrap=True))
        country = ""
        for each in organisations:
            if each.country_name != country:
                country = each.country_name
                _add_country(column, country)
            else:
                column.addWidget(make_line())
            _add(column, each)
        self.body.addLayout(column)


def _add_country(column: QVBoxLayout, country: str) -> None:
    heading = make_label(country, "card-title")
    heading.setContentsMargins(0, SPACE_16, 0, 0)
    column.addWidget(heading)


def _add(column: QVBoxLayout, each: Organisation) -> None:
    name = make_label(each.name, "row-title", wrap=True)
    name.setContentsMargins(0, SPACE_8, 0, 0)
    column.addWidget(name)
    for_whom = translate("Help", "For: {who}. {what}")
    column.addWidget(make_label(for_whom.format(who=each.who, what=each.what), wrap=True))
    if each.phone:
        phone = translate("Help", "Phone: {number}").format(number=each.phone)
        column.addWidget(make_label(phone, "strong", wrap=True))
    if each.hours:
        column.addWidget(make_label(each.hours, wrap=True))
    words = make_label(_source(each), "small", wrap=True)
    words.setContentsMargins(0, 0, 0, SPACE_12)
    column.addWidget(words)


def _source(each: Organisation) -> str:
    said = (
        translate("Help", "Source: {source}. As of {date}.")
        if each.verified
        else translate("Help", "Source: {source}. As of {date}. Nobody has checked it yet.")
    )
    return said.format(source=each.source, date=each.as_of.words())
