"""What of markup is seen: against the HTML standard's own rules, and in bounded time on hostile input."""

from __future__ import annotations

import time

import pytest

from onrecord.article import visible
from onrecord.article.markup import entity


@pytest.mark.parametrize(
    ("markup", "read"),
    [
        ("<p>x <b title=\"a > b\">q</b> <i a='>'>z</i> 1 < 2 <3", "x q z 1 < 2 <3"),
        ("AT&T &AMP R&amp;D &copy2019 &notit; &bogus; &", "AT&T & R&D ©2019 ¬it; &bogus; &"),
        ("<p>a<!-- b <p>c</p>", "a"),
        ("a<!-->b<!--->c<!-- x --!>d<!--e", "abcd"),
        ("a<script>if (a</b) '</scripty>'</script >b<style>p{}</STYLE>c", "abc"),
        ("a<script><!-- <p>never closed", "a"),
        ("a<![CDATA[ b ]]> c<?php echo ?>d<!doctype html>e</ p>f", "a cdef"),
        ("a<noscript>no</noscript><template><p>t</p></template><svg><text>s</text></svg><iframe><p>f</p></iframe>b", "ab"),
        ("<svg>never closed <p>is shown", "never closed is shown"),
        ('<p>a</p><a href="foo>bar</a><b c=\'d">e</b>', "a e"),
        ("3 < 4 > <a <a", "3 < 4 > <a <a"),
        ("a<br>b<td>c</td>d<span>e</span>", "a b c de"),
        ("a\x00b &#0; &#x80;", "ab � €"),
    ],
)
def test_seen(markup: str, read: str) -> None:
    assert visible(markup) == read


@pytest.mark.parametrize(
    ("raw", "said"),
    [("&amp;", ("&", 5)), ("&copy2019;", ("©", 5)), ("&T", ("", 0)), ("&semi;", (";", 6)), ("&#x80;", ("€", 6))],
)
def test_entities(raw: str, said: tuple[str, int]) -> None:
    assert entity(raw) == said


@pytest.mark.parametrize(
    "hostile",
    [
        "<p>x</p>" + "<a " * 300_000,
        '<a b="' * 200_000 + ">",
        "3 < 4 > " + '<a b="' * 200_000,
        "<!--" * 200_000,
        "<svg>" * 200_000,
        "<script>" * 200_000,
        "<p>" * 200_000,
        "&amp" * 200_000,
        "&" * 500_000,
        "<" * 500_000,
        "<a" + " b=c" * 200_000 + ">x",
        "<![CDATA[" * 200_000,
    ],
    ids=lambda s: s[:12],
)
def test_hostile_markup_costs_no_more_than_a_walk(hostile: str) -> None:
    start = time.process_time()
    visible(hostile)
    assert time.process_time() - start < 3
