"""Published files, and what they give away."""

from __future__ import annotations

from auditor.analysis.masking import mask_number
from auditor.analysis.pii import files, places
from auditor.analysis.pii.files import Trace
from auditor.api.query import Query
from auditor.model import Document


class Files(Query):
    """Files published on the site, and what their metadata gives away. `pages` and `links` help."""

    __slots__ = ()
    rests_on = ("documents",)

    def makers(self, document: Document) -> list[Trace]:
        """Return the persons whom a file names as who made it, and the log-ins in it, each once."""
        return list(files.makers(self._snapshot, document))

    def camera_owners(self, document: Document) -> tuple[str, ...]:
        """Return whom a picture names as its camera's owner, unless it is the company or who is credited with the picture."""
        return files.owners(self._snapshot, document)

    def places(self, document: Document) -> list[tuple[float, float]]:
        """Return where the photos of a file were taken, as latitude and longitude; places that the site itself shows left out."""
        found = places.taken_at(document)
        return [place for place in found if not places.is_published(self._snapshot, place)]

    @staticmethod
    def is_picture(document: Document) -> bool:
        """Return whether a file is a picture."""
        return document.kind in files.PICTURES

    @staticmethod
    def folders(document: Document) -> tuple[str, ...]:
        """Return the paths in a file that tell how things are named inside the company."""
        return files.folders(document)

    @staticmethod
    def camera_serials(document: Document) -> tuple[str, ...]:
        """Return the serial numbers of cameras in a file, all but their first and last sign hidden."""
        return tuple(map(mask_number, document.facts.get("serial", ())))
