"""How errors and notes are coded.

A code lives with the room that raises it, as a module constant: ``EMPTY = Code("R101", "the input is empty", "…")``.
Letters: R read, F fetch, D tidy, P parse, M models, T times, L places, A attribution, Y parties, E events, S store,
K knowledge, X pipeline, C command line. A house test holds that codes are unique and that docs/reference/errors.md names each.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Code:
    """An error or note: its id, what it means, and what the user can do."""

    id: str
    meaning: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.id} {self.meaning}: {self.remedy}"


class OnrecordError(Exception):
    """Something that stops one input or one command, never a whole run.

    Attributes:
        code: what went wrong, and what to do.
        name: the input, row or setting that it went wrong with.
        detail: what is known beyond that, or "".
    """

    def __init__(self, code: Code, name: str, detail: str = "") -> None:
        # Names of files may hold bytes that are no characters; an error must be printed and stored all the same.
        name, detail = (s.encode("utf-8", "backslashreplace").decode() for s in (name, detail))
        self.code, self.name, self.detail = code, name, detail
        said = f"{name}: {code.meaning}" + (f" ({detail})" if detail else "")
        super().__init__(f"{code.id} {said}. {code.remedy}")


class ReadError(OnrecordError):
    """An input that could not be read; the run goes on without it."""


class PassedOver(ReadError):  # noqa: N818 — no failure
    """What a reader passed over on purpose (an archive's images and revisits): told once for each input, no failure."""


class KnowledgeError(OnrecordError):
    """A knowledge file with a fault."""


class StoreError(OnrecordError):
    """The database can't do what was asked."""


class UsageError(OnrecordError):
    """The command's words are off: exit code 2."""
