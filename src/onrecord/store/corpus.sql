-- What is known across articles: reprints, reports, stories. All of it can be made anew from the articles.

-- Words of each article that was looked at, as one digest (equal words, equal digest), and by which grouping it was.
CREATE TABLE fingerprints (
  doc    INTEGER PRIMARY KEY REFERENCES articles ON DELETE CASCADE,
  digest INTEGER NOT NULL,
  words  INTEGER NOT NULL,
  made   TEXT NOT NULL                  -- the grouping's version
) STRICT;
CREATE INDEX fingerprints_digest ON fingerprints (digest);

-- Hashes of three words in a row, sampled, of the articles that stand for their report.
CREATE TABLE shingles (
  hash INTEGER NOT NULL,
  doc  INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
  PRIMARY KEY (hash, doc)
) STRICT, WITHOUT ROWID;
CREATE INDEX shingles_doc ON shingles (doc);

-- One row an article: the report it tells. A report is named by its origin's article.
CREATE TABLE reports (
  doc     INTEGER PRIMARY KEY REFERENCES articles ON DELETE CASCADE,
  report  INTEGER NOT NULL,             -- doc of the origin
  shared  REAL,                         -- share of the shorter text that stands in the other one
  other   INTEGER,                      -- doc of the article it was found to copy
  why     TEXT NOT NULL
) STRICT;
CREATE INDEX reports_report ON reports (report);

-- Weighted words of each report's origin, for telling stories apart: JSON {stem: count}.
CREATE TABLE terms (
  doc  INTEGER PRIMARY KEY REFERENCES articles ON DELETE CASCADE,
  day  INTEGER,                         -- ordinal of the publication date, null where none is known
  bag  TEXT NOT NULL
) STRICT;
CREATE INDEX terms_day ON terms (day);
-- The heaviest of them, by which a report without a date finds reports that are like it on any day.
CREATE TABLE heavy (
  stem TEXT NOT NULL,
  doc  INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
  PRIMARY KEY (stem, doc)
) STRICT, WITHOUT ROWID;
CREATE INDEX heavy_doc ON heavy (doc);
-- In how many of them each stem stands: kept by the triggers.
CREATE TABLE term_counts (stem TEXT PRIMARY KEY, docs INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TRIGGER terms_added AFTER INSERT ON terms BEGIN
  INSERT INTO term_counts SELECT key, 1 FROM json_each(new.bag) WHERE true ON CONFLICT (stem) DO UPDATE SET docs = docs + 1;
END;
CREATE TRIGGER terms_removed AFTER DELETE ON terms BEGIN
  UPDATE term_counts SET docs = docs - 1 WHERE stem IN (SELECT key FROM json_each(old.bag));
END;

-- One row a report: the running story it belongs to, named by the story's first report.
CREATE TABLE stories (
  report INTEGER PRIMARY KEY REFERENCES articles ON DELETE CASCADE,
  story  INTEGER NOT NULL,
  why    TEXT NOT NULL
) STRICT;
CREATE INDEX stories_story ON stories (story);

-- One row an event mention: the happening (one thing in the world) that it tells of, named by its first mention.
CREATE TABLE event_groups (
  doc       INTEGER NOT NULL,
  event     TEXT NOT NULL,
  story     INTEGER NOT NULL,           -- the story within which it was compared
  happening TEXT NOT NULL,              -- article id/event id of the first mention
  likeness  REAL NOT NULL,              -- to the mention it was joined by; 1 for a happening's first mention
  why       TEXT NOT NULL,
  PRIMARY KEY (doc, event),
  FOREIGN KEY (doc, event) REFERENCES events ON DELETE CASCADE
) STRICT;
CREATE INDEX event_groups_happening ON event_groups (happening);
