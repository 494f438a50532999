"""Which fold of the cross-validation leaves a page out: by its outlet, so that no outlet is trained on and tested on."""

from __future__ import annotations

import hashlib
from urllib.parse import urlparse

FOLDS = 6


def outlet(url: str) -> str:
    """The registered domain of an address, near enough: two labels, three where the last two are like "co.uk"."""
    labels = (urlparse(url).hostname or "").split(".")
    two = len(labels) > 2 and labels[-2] in ("co", "com", "org", "net", "gov") and len(labels[-1]) == 2
    return ".".join(labels[-3 if two else -2 :])


def fold(url: str) -> int:
    """The fold that an outlet is left out in."""
    return int(hashlib.sha256(outlet(url).encode()).hexdigest()[:8], 16) % FOLDS
