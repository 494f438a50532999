"""Which knowledge file holds rows of which type: the one list that the checker, the docs and the tests go by."""

from __future__ import annotations

from onrecord.knowledge import actors, countries, markup, outlets, pages, places, plover, times, words
from onrecord.knowledge.cues import CueFrame, CuePhrase, CueVerb, CueWords
from onrecord.knowledge.events import TABLES as EVENTS

TABLES: dict[str, type] = {
    times.WORDS: times.TimeWord,
    times.PARTS: times.TimePart,
    times.RULES: times.TimeRule,
    times.JOINS: times.TimeJoin,
    times.HOLIDAYS: times.Holiday,
    words.FILE: words.DocumentCount,
    **EVENTS,
    plover.RULES: plover.PloverRule,
    outlets.FILE: outlets.Outlet,
    "cue_frames.tsv": CueFrame,
    "cue_phrases.tsv": CuePhrase,
    "cue_verbs.tsv": CueVerb,
    "cue_words.tsv": CueWords,
    countries.FILE: countries.Country,
    actors.ACTORS: actors.Actor,
    actors.PETRARCH: actors.PetrarchActor,
    actors.ROLE_WORDS: actors.RoleWords,
    actors.REGIONS: actors.Region,
    actors.PARTY_WORDS: actors.PartyWords,
    actors.PARTY_WEIGHTS: actors.PartyWeight,
    places.PLACES: places.NamedPlace,
    places.ALIASES: places.PlaceAlias,
    places.WORDS: places.PlaceWord,
    places.WEIGHTS: places.PlaceWeight,
    markup.CLASSES: markup.PageClass,
    markup.METADATA: markup.Metadatum,
    pages.CHROME: pages.Chrome,
    pages.CAPTIONS: pages.Caption,
    pages.SCRIPTS: pages.Script,
    pages.AGENCIES: pages.Agency,
    pages.ABBREVIATIONS: pages.Abbreviation,
    pages.OPENERS: pages.Opener,
    pages.LANGUAGES: pages.Language,
}
