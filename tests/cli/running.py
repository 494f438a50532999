"""Runs the command line in this process: what it printed, what it said to people, its exit code."""

from __future__ import annotations

import io
import sys
from dataclasses import dataclass

import pytest

from onrecord.cli import main


@dataclass(frozen=True)
class Ran:
    out: str
    err: str
    code: int

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()


class Runner:
    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.monkeypatch, self.capsys = monkeypatch, capsys

    def __call__(self, *words: object, stdin: bytes = b"") -> Ran:
        self.monkeypatch.setattr(sys, "argv", ["onrecord", *map(str, words)])
        self.monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(stdin))))
        self.capsys.readouterr()
        try:
            main()
            code = 0
        except SystemExit as e:
            code = int(e.code or 0)
        said = self.capsys.readouterr()
        return Ran(said.out, said.err, code)
