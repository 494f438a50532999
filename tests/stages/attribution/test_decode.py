from __future__ import annotations

import itertools
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import bracketed
from models.made import tensors
from onrecord.article import Span
from onrecord.stages.attribution.combine import combined
from onrecord.stages.attribution.decode import BEGIN, INSIDE, OUTSIDE, viterbi, whole_words
from onrecord.stages.attribution.rules import Draft
from stages.attribution.made_article import NoParse, article, attributed, spoken


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


CASES = bracketed.load("statements.txt")


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.id)
def test_what_the_model_marks_becomes_statements(case: bracketed.Case) -> None:
    statements = attributed(article(case.text, spoken(case))).statements
    numbers = sorted({m.value for m in case.marked})
    assert len(statements) == len(numbers)
    for number, s in zip(numbers, statements, strict=True):
        for label, marks in (("S", s.speaker), ("C", s.cue)):
            assert [(m.at.start, m.at.end) for m in marks] == [
                (m.start, m.end) for m in case.marked if (m.label, m.value) == (label, number)
            ]
        wanted = {w for m in case.marked if (m.label, m.value) == ("Q", number) for w in words(m.text)}
        assert wanted <= {w for m in s.content for w in words(case.text[m.at.start : m.at.end])}
        assert s.score is not None
        assert 0.9 < s.score <= 1
        assert s.by == "attribution@4"
        assert "made by hand" in s.why


def drafted(text: str, cue: str, content: str) -> Draft:
    spans = [Span(text.index(w), text.index(w) + len(w)) for w in (cue, content)]
    return Draft([], [spans[0]], [spans[1]], "said", "a rule")


def test_rules_add_what_is_reported_within_another_and_agree_with_what_is_not() -> None:
    case = bracketed.Case("x", *bracketed.parse("[S|The envoy] [C|said] [Q|the army denied any raid]."))
    ruled = [drafted(case.text, "said", "the army denied any raid"), drafted(case.text, "denied", "any raid")]
    ruled.append(drafted(case.text, "envoy", "army"))
    made = combined(spoken(case), case.text, NoParse(), ruled, ([], [len(case.text)]))
    alone = combined(spoken(case), case.text, NoParse(), [], ([], [len(case.text)]))
    assert [d.why.rpartition("+")[2].strip() for d in made] == ["a rule", "a rule"]
    assert (made[0].score or 0) > (alone[0].score or 0)
    assert made[1].score is None


@pytest.mark.parametrize(("share", "count"), [(0.9, 2), (0.3, 1), (0.0, 1)])
def test_where_the_model_saw_none_only_sure_verbs_speak(share: float, count: int) -> None:
    case = bracketed.Case("x", *bracketed.parse("[S|The envoy] [C|said] [Q|all is well]. The mayor added that it is shut."))
    rule = drafted(case.text, "added", "it is shut")
    rule.share = share
    made = combined(spoken(case), case.text, NoParse(), [rule], ([], [30, len(case.text)]))
    assert len(made) == count


def test_without_tensors_rules_go_alone_and_say_so() -> None:
    coded = attributed(article("“We will rebuild the harbour by spring,” it was heard."))
    (s,) = coded.statements
    assert s.by == "attribution@4 rules"
    assert [n.code for n in coded.notes] == ["A102"]


def test_scare_quotes_are_no_statements() -> None:
    assert attributed(article("The “wiser” heads left. The ‘criminals’ stayed.")).statements == ()


def test_a_quotation_that_goes_on_in_the_next_paragraph_stays_with_its_speaker() -> None:
    text = "“We lost the house,” Ann said.\n“And then we lost the whole village to water.”"
    case = (12, 17)
    cue, who = (text.index("said"), text.index("said") + 4), (text.index("Ann"), text.index("Ann") + 3)
    t = tensors(
        text, {"cue": [cue], "speaker": [who], "content": [(1, 18)]}, [(cue, "speaker", who), (cue, "content", (1, 18))]
    )
    (s,) = attributed(article(text, t)).statements
    assert len(s.content) == 2
    assert s.kind == "direct"
    assert case


def brute(scores: np.ndarray) -> float:
    """The best path's score by trying all."""
    best = -1e9
    for path in itertools.product((OUTSIDE, BEGIN, INSIDE), repeat=len(scores)):
        if any(p == INSIDE and b == OUTSIDE for b, p in zip((OUTSIDE, *path[:-1]), path, strict=True)):
            continue
        best = max(best, float(sum(scores[i, p] for i, p in enumerate(path))))
    return best


@given(st.lists(st.lists(st.floats(-5, 5, width=16), min_size=3, max_size=3), min_size=1, max_size=7))
def test_the_path_is_the_best_of_all_that_are_allowed(rows: list[list[float]]) -> None:
    scores = np.asarray(rows, np.float32)
    (path,) = viterbi(scores[None])
    assert float(sum(scores[i, p] for i, p in enumerate(path))) == pytest.approx(brute(scores), abs=1e-3)
    assert all(p != INSIDE or b != OUTSIDE for b, p in itertools.pairwise([OUTSIDE, *path.tolist()]))


@given(st.text(alphabet="ab -’.", max_size=20), st.integers(0, 20), st.integers(0, 20))
def test_words_are_never_cut(text: str, a: int, b: int) -> None:
    a, b = sorted((min(a, len(text)), min(b, len(text))))
    if a == b:
        return
    s = whole_words(Span(a, b), text)
    assert s.start <= a < b <= s.end
    assert s.start == 0 or not (text[s.start - 1].isalnum() and text[s.start].isalnum())
    assert s.end == len(text) or not (text[s.end].isalnum() and text[s.end - 1].isalnum())
