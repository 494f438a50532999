"""Shared by all tests: where the evaluation data lie, and marks for tests that need them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("ONRECORD_SHARED", ROOT.parent / "shared"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if (SHARED / "data").is_dir():
        return
    absent = pytest.mark.skip(reason="the evaluation data (../shared, or $ONRECORD_SHARED) are not there")
    for item in items:
        if "shared" in item.keywords:
            item.add_marker(absent)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of evaluation data; tests that use it carry the mark ``shared``."""
    return SHARED
