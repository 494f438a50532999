"""Tidy: what each part of an input is, and the text as an analyst would read it. See docs/stages/tidy.md."""

from __future__ import annotations

from onrecord.stages.tidy.stage import Tidy
from onrecord.stages.tidy.whole import Whole

__all__ = ["Tidy", "Whole"]
