from __future__ import annotations

import pytest

from cli.running import Runner


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Runner:
    """``run("events", "--json")`` gives what the command printed and its exit code."""
    return Runner(monkeypatch, capsys)
