"""Labels that vanish before they overlap."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF


class LabelRoom:
    """Remembers which places of a chart are taken."""

    def __init__(self, whole: QRectF) -> None:
        self._whole = whole
        self._taken: list[QRectF] = []

    def take(self, place: QRectF) -> None:
        """Keep a place free of labels."""
        self._taken.append(place)

    def first_free(self, places: Sequence[QRectF]) -> QRectF | None:
        """Take and return the first place that is free, None where none is."""
        for place in places:
            if self._whole.contains(place) and not any(place.intersects(t) for t in self._taken):
                self._taken.append(place)
                return place
        return None
