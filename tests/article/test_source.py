"""What a slice of a source reads as, and what its id rests on."""

from __future__ import annotations

import pytest

from onrecord.article import Source, Span, visible


@pytest.mark.parametrize(
    ("markup", "read"),
    [
        ("plain", "plain"),
        ("He <b>said</b> so", "He said so"),
        ("R&amp;D &#8220;now&#x201D;", "R&D “now”"),
        ("one</p><p>two", "one two"),
        ("a<script>var x = '<p>no</p>'</script>b<!-- not <b>this</b> -->c", "abc"),
        ("soft\u00adhyphen zero\u200bwidth", "softhyphen zerowidth"),
        ("3 < 4 and 5 > 4", "3 < 4 and 5 > 4"),
        ("  folded \n\t space ", "folded space"),
    ],
)
def test_visible(markup: str, read: str) -> None:
    assert visible(markup) == read


def test_plain_text_is_cut_as_it_is() -> None:
    assert Source("a <b> &amp; b", "text", "").cut(Span(2, 11)) == "<b> &amp;"


def test_the_same_words_from_two_places_are_two_articles() -> None:
    ids = {
        Source("words", "text", "h").id,
        Source("words", "text", "h", name="a").id,
        Source("words", "text", "h", name="b").id,
        Source("words", "text", "h", url="https://a.example/1").id,
        Source("words", "text", "h", outlet="a").id,
        Source("words", "text", "other", name="a").id,
        Source("words", "text", "h", given_id="mine").id,
    }
    assert len(ids) == 7
    assert "mine" in ids
