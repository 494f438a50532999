"""What of a page's source a reader sees: tags told from text as the HTML standard tells them.

One walk serves the reader, who needs the place of every visible character, and :func:`visible`, which reads a slice; so
the two never disagree. It keeps to the tokenizer of the HTML standard (WHATWG, 13.2.5) where that matters here: a ">"
within a quoted attribute does not end a tag, comments and scripts run to their own end, an unclosed one to the end of
the page.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import cache
from html.entities import html5

# Bounds keep a hostile page from costing more than a linear walk; longer tags are ended at their first ">".
_TOKEN = re.compile(
    r"<(?:(?P<close>/?)(?P<name>[a-zA-Z][^\s/>]*+)"
    r"(?:(?:[^>=]++|=\s*+(?:\"[^\"]{0,50000}+\"|'[^']{0,50000}+')?+){0,400}+>|[^>]*+>)"
    r"|!--(?:-?>|(?s:.*?)(?:--!?>|\Z))"
    r"|[!?/][^>]*+>)"
)
#: Elements whose content is no markup: passed over up to their own closing tag.
RAW = frozenset(("script", "style", "iframe", "noembed", "noframes", "xmp", "textarea"))
#: Elements whose content is markup that is not shown.
HIDDEN = frozenset(("noscript", "template", "svg", "object", "audio", "video", "canvas", "math", "datalist", "select"))
#: Elements that are one tag.
VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr")
)
#: Elements that part paragraphs: text before one of their tags and behind it never stands in one line.
BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog", "dir", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "frameset", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header",
    "hgroup", "hr", "html", "legend", "li", "listing", "main", "menu", "nav", "ol", "optgroup", "option", "p", "plaintext",
    "pre", "section", "summary", "table", "tbody", "tfoot", "thead", "title", "tr", "ul", "caption",
))  # fmt: skip
#: Elements that part words but no paragraphs.
PARTING = frozenset(("br", "td", "th"))
#: Characters that are not seen: soft hyphen, zero-width ones, controls.
UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff\x00-\x08\x0e-\x1b\x7f"
INVISIBLE = re.compile(f"[{UNSEEN}]+")
ENTITY = r"&(?:#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[^\s<&#;]{1,32};?)"
_ENDED = re.compile(r"--!?>\Z|(?<=<!)--?>\Z")

TEXT, OPEN, CLOSE = 0, 1, 2
Token = tuple[int, str, int, int]


@cache
def _closing(name: str) -> re.Pattern[str]:
    letters = "".join(f"[{c}{c.upper()}]" if c.isalpha() else re.escape(c) for c in name)
    return re.compile(rf"</{letters}(?=[\s/>])[^>]*+>")


def tokens(markup: str) -> Iterator[Token]:
    """Text and tags of a page's source in order, as (kind, name in small letters, start, end).

    What is not shown (comments, scripts, styles, templates, drawings, choices of a form) is passed over with all it holds;
    of such an element only its opening tag is told, by its name. A "<" that starts no tag is text.
    """
    at = start = 0
    last = markup.rfind(">")
    size = len(markup)
    absent: set[str] = set()
    search = _TOKEN.search
    while start <= last:
        # Behind the last ">" no tag ends; looking no further keeps the walk linear.
        m = search(markup, start, last + 1)
        if m is None:
            break
        a, b = m.span()
        if markup.startswith("<!--", a) and not _ENDED.search(markup, max(a + 2, b - 4), b):
            yield from _text(markup, at, a)
            return
        if at < a:
            yield TEXT, "", at, a
        at = start = b
        name = m["name"]
        if name is None:
            continue
        name = name.lower()
        if m["close"]:
            yield CLOSE, name, a, b
            continue
        yield OPEN, name, a, b
        if name in RAW:
            end = _closing(name).search(markup, b)
            at = start = end.end() if end else size
        elif name in HIDDEN and name not in absent and markup[b - 2] != "/":
            end = _closing(name).search(markup, b)
            if end:
                at = start = end.end()
            else:  # never closed: its content is shown, a page is not lost over it
                absent.add(name)
    open_comment = markup.find("<!--", max(start, last))
    yield from _text(markup, at, open_comment if open_comment >= 0 else size)


def _text(markup: str, start: int, end: int) -> Iterator[Token]:
    if start < end:
        yield TEXT, "", start, end


def entity(raw: str) -> tuple[str, int]:
    """The characters that a reference stands for, and how many characters of ``raw`` are the reference (0: none are)."""
    said = html.unescape(raw)
    if said == raw:
        return "", 0
    if raw[1] == "#" or (raw.endswith(";") and ";" not in said):
        return said, len(raw)
    # A name without its semicolon ("&copy2019"): the longest beginning that is one.
    end = next(n for n in range(len(raw), 1, -1) if raw[1:n] in html5)
    return html5[raw[1:end]], end


def visible(markup: str) -> str:
    """A slice of page source as it is read: tags out, entities decoded, unseen characters out, white space folded."""
    if "<" not in markup:
        return " ".join(INVISIBLE.sub("", html.unescape(markup)).split())
    out: list[str] = []
    for kind, name, start, end in tokens(markup):
        if kind == TEXT:
            out.append(html.unescape(markup[start:end]))
        elif name in BLOCKS or name in PARTING:
            out.append(" ")
    return " ".join(INVISIBLE.sub("", "".join(out)).split())
