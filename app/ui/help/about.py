"""Which program this is, in a few words."""

from PySide6.QtWidgets import QWidget

from app import __version__
from app.ui.ask import Ask
from app.ui.words import translate


def tell_about(ask: Ask, parent: QWidget | None) -> None:
    """Say which program this is, and what it is not."""
    ask.tell(
        parent,
        translate("About", "About Casebook"),
        translate("About", "Casebook {version}").format(version=__version__),
        translate(
            "About",
            "Keeps what a family knows, and prints it for the appointment. It gives no medical "
            "advice and does not replace the care team. Free software under the MIT licence.",
        ),
    )
