from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.stages.attribution.quotes import quotes

CASES = [
    ("“Go,” he said. “Now.”", ["Go,", "Now."], True),
    ('"Go," he said. "Now."', ["Go,", "Now."], True),
    ("``Go,'' he said.", ["Go,"], True),
    ("«Go,» he said.", ["Go,"], True),
    ("„Geh“, he said.", ["Geh"], True),
    ("‘Go,’ he said. ‘We don’t wait.’", ["Go,", "We don’t wait."], True),
    ("'Go,' he said.", ["Go,"], True),
    ("the 'wiser' heads", ["wiser"], True),
    ('“Go," he said. "Now.”', ["Go,", "Now."], True),
    ("He is 5'11\" tall and 'em all ’bout the dogs' bone.", [], True),
    ("It’s the players’ room, isn’t it", [], True),
    ("“Go, he said. “Now.”", ["Go, he said.", "Now."], False),
    ("“Go, he said", ["Go, he said"], False),
    ('He said "go', ["go"], False),
    ("He said ” and went", [], True),
    ("“He said ‘go’ to me,” she said.", ["He said ‘go’ to me,"], True),
    ("“”", [], True),
]


@pytest.mark.parametrize(("text", "inner", "closed"), CASES, ids=[c[0] for c in CASES])
def test_quotations_are_found_whatever_the_marks(text: str, inner: list[str], closed: bool) -> None:
    found = quotes(text, 0, len(text))
    assert [q.inner.cut(text) for q in found] == inner
    assert all(q.closed for q in found) == closed


@given(st.text(alphabet=st.sampled_from(list("ab “”\"'‘’«»„`.,")), max_size=60), st.integers(0, 10))
def test_quotations_stand_in_order_within_their_paragraph(text: str, start: int) -> None:
    start = min(start, len(text))
    found = quotes(text, start, len(text))
    assert all(start <= q.span.start < q.inner.start <= q.inner.end <= q.span.end <= len(text) for q in found)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))


def test_a_long_paragraph_of_open_quotations_takes_no_longer_a_mark() -> None:
    text = "“so it was said " * 20_000
    assert len(quotes(text, 0, len(text))) == 20_000
