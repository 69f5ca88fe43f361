"""A picture with zoom: fitted to the room at first, turned as the camera noted it."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt, Slot
from PySide6.QtGui import QImage, QImageReader, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout

from app.ui.buttons import Button, IconButton
from app.ui.flow_layout import FlowLayout
from app.ui.labels import make_label
from app.ui.theme import Theme
from app.ui.tokens import SPACE_8, SPACE_12

_LARGEST = 4096
_STEP = 1.25
_RANGE = (0.05, 8.0)


def read_picture(content: bytes) -> QImage:
    """Return a picture, turned as its EXIF data say; a null one where it cannot be shown.

    May be called beside the window. Very large scans are made smaller while they are read.
    """
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid() and max(size.width(), size.height()) > _LARGEST:
        limit = QSize(_LARGEST, _LARGEST)
        reader.setScaledSize(size.scaled(limit, Qt.AspectRatioMode.KeepAspectRatio))
    return reader.read()


class PictureView(QFrame):
    """Shows one picture; it can be made larger and smaller, and fitted again."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._theme = theme
        self._image = QImage()
        self._fits = True
        self._zoom = 1.0
        self.label = QLabel()
        self.label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._area = QScrollArea()
        self._area.setWidget(self.label)
        self._area.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._area.setAccessibleName(self.tr("The picture"))
        self._place = make_label("")
        self._lay_out()

    def show_image(self, image: QImage, name: str) -> None:
        """Show another picture, as large as there is room."""
        self._image = image
        self.label.setAccessibleName(name)
        self.fit()

    @property
    def zoom(self) -> float:
        """How large it is shown; 1 is one pixel of the picture on one of the screen."""
        return self._zoom

    @Slot()
    def fit(self) -> None:
        """Show the whole picture."""
        self._fits = True
        self._draw()

    @Slot()
    def larger(self) -> None:
        """Make it larger."""
        self._change(_STEP)

    @Slot()
    def smaller(self) -> None:
        """Make it smaller."""
        self._change(1 / _STEP)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep showing the whole picture where nobody zoomed."""
        super().resizeEvent(event)
        if self._fits:
            self._draw()

    def _change(self, factor: float) -> None:
        self._fits = False
        self._zoom = max(_RANGE[0], min(_RANGE[1], self._zoom * factor))
        self._draw()

    def _draw(self) -> None:
        if self._image.isNull():
            return
        if self._fits:
            room = self._area.viewport().size()
            wide, high = self._image.width(), self._image.height()
            self._zoom = max(min(room.width() / wide, room.height() / high, 1.0), _RANGE[0])
        size = self._image.size() * self._zoom
        smooth = Qt.TransformationMode.SmoothTransformation
        kept = Qt.AspectRatioMode.KeepAspectRatio
        self.label.setPixmap(QPixmap.fromImage(self._image.scaled(size, kept, smooth)))
        self.label.adjustSize()
        said = self.tr("{percent} %")
        self._place.setText(said.format(percent=round(100 * self._zoom)))

    def _lay_out(self) -> None:
        theme = self._theme
        smaller = IconButton(theme, "minus", self.tr("Smaller"), kind="small-square")
        smaller.clicked.connect(self.smaller)
        larger = IconButton(theme, "plus", self.tr("Larger"), kind="small-square")
        larger.clicked.connect(self.larger)
        fit = Button(theme, self.tr("Whole picture"), kind="quiet-small")
        fit.clicked.connect(self.fit)
        bar = FlowLayout(SPACE_8)
        bar.setContentsMargins(SPACE_12, 6, SPACE_12, 6)
        for part in (smaller, fit, larger, self._place):
            bar.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 1, 1)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(self._area, 1)
