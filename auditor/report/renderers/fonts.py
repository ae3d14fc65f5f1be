"""Whether this machine's fonts can write Chinese, Japanese and Korean, as PDFs of such sites need. Asks fontconfig, as Pango does."""

from __future__ import annotations

import ctypes
import ctypes.util

_LANGUAGES = {"zh-cn": "Chinese", "ja": "Japanese", "ko": "Korean"}
"""As fontconfig names them. Other scripts are in the fonts that PDF reports need anyway."""


class _FontSet(ctypes.Structure):
    """FcFontSet, as far as it is read."""

    _fields_ = (("nfont", ctypes.c_int), ("sfont", ctypes.c_int), ("fonts", ctypes.c_void_p))


def lacking() -> tuple[str, ...] | None:
    """Return the languages for which no font is installed; None where nobody can tell."""
    try:
        library = ctypes.CDLL(ctypes.util.find_library("fontconfig") or "libfontconfig.so.1")
        library.FcNameParse.restype = ctypes.c_void_p
        library.FcFontList.argtypes = (ctypes.c_void_p,) * 3
        library.FcFontList.restype = ctypes.POINTER(_FontSet)
        return tuple(name for code, name in _LANGUAGES.items() if not _count(library, code))
    except (OSError, AttributeError):
        return None


def _count(library: ctypes.CDLL, code: str) -> int:
    """Return how many fonts have all letters of a language."""
    pattern = library.FcNameParse(f":lang={code}".encode())
    found = library.FcFontList(None, pattern, None) if pattern else None
    return int(found.contents.nfont) if found else 0
