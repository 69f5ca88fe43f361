"""The pages of a window: made when first opened, remembered for Back."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QCoreApplication, QEvent, Signal, Slot
from PySide6.QtWidgets import QStackedWidget

from app.case.value_class import value_class
from app.ui.page import Page, Surroundings

PageMaker = Callable[[Surroundings], Page]


@value_class
class Visit:
    """A page that was open, and what it pointed at."""

    key: str
    target: object = None


class PageStack(QStackedWidget):
    """Shows one page at a time.

    Signals:
        page_opened(str): another page is shown.
        page_made(object): a page was made and may be connected.
    """

    page_opened = Signal(str)
    page_made = Signal(object)

    def __init__(self, around: Surroundings, makers: Mapping[str, PageMaker]) -> None:
        super().__init__()
        self._around = around
        self._makers = makers
        self._pages: dict[str, Page] = {}
        self._filled: dict[str, object] = {}
        self._past: list[Visit] = []
        self._here: Visit | None = None
        around.theme.changing.connect(self.forget_hidden)
        around.theme.changed.connect(self.fill_anew)

    @property
    def page(self) -> Page | None:
        """The page that is shown."""
        return self._pages.get(self._here.key) if self._here else None

    @property
    def can_go_back(self) -> bool:
        """Whether a link led here."""
        return bool(self._past)

    def open(self, key: str, target: object = None, *, by_link: bool = False) -> None:
        """Show a page; only a link leaves a way back."""
        if by_link and self._here is not None and self._here.key != key:
            self._past.append(self._here)
        elif not by_link:
            self._past.clear()
        self._show(Visit(key, target))

    def back(self) -> None:
        """Go back to where the link was."""
        if self._past:
            self._show(self._past.pop())

    def save_now(self) -> bool:
        """Have every page save what is being typed; return False where one could not."""
        results = [page.save_now() for page in list(self._pages.values())]
        return all(results)

    def refresh(self) -> None:
        """Have the shown page read the case again; the others do when they are opened."""
        if self._here is not None and self.page is not None:
            self._fill(self._here.key)

    @Slot()
    def forget_hidden(self) -> None:
        """Let go of pages that are not shown; they are made anew when they are opened.

        Another theme costs a millisecond for every widget there is.
        """
        for key in [key for key, page in self._pages.items() if page is not self.page]:
            page = self._pages.pop(key)
            self._filled.pop(key, None)
            self.removeWidget(page)
            page.deleteLater()
            # At once: what waits for the event loop would still be dressed anew.
            QCoreApplication.sendPostedEvents(page, int(QEvent.Type.DeferredDelete.value))

    def forget_all(self) -> None:
        """Let go of every page, the shown one too; `come_back` makes it anew."""
        page = self.page
        if page is not None and self._here is not None:
            page.hide()  # what was typed is saved when a page goes away
            self._pages.pop(self._here.key)
            self.removeWidget(page)
            page.deleteLater()
            QCoreApplication.sendPostedEvents(page, int(QEvent.Type.DeferredDelete.value))
        self._filled.clear()
        self.forget_hidden()

    def come_back(self) -> None:
        """Show again the page that was shown last."""
        if self._here is not None:
            self._show(self._here)

    def _show(self, visit: Visit) -> None:
        page = self._made(visit.key)
        self._here = visit
        self._fill(visit.key)
        if visit.target is not None:
            page.open_target(visit.target)
        self.setCurrentWidget(page)
        self.page_opened.emit(visit.key)

    @Slot()
    def fill_anew(self) -> None:
        """Have the shown page take its new sizes."""
        self._filled.clear()
        self.refresh()

    def _fill(self, key: str) -> None:
        """Have a page read the case, unless it has done so since the last change."""
        state = self._around.case.state
        if self._filled.get(key) != state:
            self._pages[key].refresh()
            self._filled[key] = state

    def _made(self, key: str) -> Page:
        if key not in self._pages:
            page = self._pages[key] = self._makers[key](self._around)
            self.addWidget(page)
            self.page_made.emit(page)
        return self._pages[key]
