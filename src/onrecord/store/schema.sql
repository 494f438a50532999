-- The database of attributed events. Spans are half-open, in code points of articles.source; "words" are the characters
-- that a value stands on, as `onrecord verify` cuts them anew. Every table but migrations and failures hangs on articles.

CREATE TABLE articles (
  doc             INTEGER PRIMARY KEY,
  id              TEXT NOT NULL UNIQUE, -- as given, or a hash of where it came from and its content
  name            TEXT,                 -- of the file, without its endings
  path            TEXT NOT NULL,        -- as the user called it
  url             TEXT,
  outlet          TEXT,
  part_of         TEXT,                 -- the feed or archive it came in
  sha256          TEXT NOT NULL,        -- of the input's bytes
  kind            TEXT NOT NULL,        -- text, html
  encoding        TEXT NOT NULL,
  language        TEXT,
  title           TEXT,
  credit          TEXT,                 -- the agency that a reprint names
  published       TEXT,                 -- ISO date
  published_basis TEXT,                 -- given, metadata, dateline, inferred
  pipeline        TEXT NOT NULL,        -- the stages with their versions that made these rows
  source          TEXT NOT NULL,        -- the input as decoded
  reading         TEXT NOT NULL,        -- as an analyst would read it
  offsets         TEXT NOT NULL         -- JSON: [[reading start, end, source start, end, 1 if kept], …]
) STRICT;

-- Words of the title, the byline and the credit line.
CREATE TABLE texts (
  doc   INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
  role  TEXT NOT NULL,                  -- title, byline, credit
  n     INTEGER NOT NULL,
  s     INTEGER NOT NULL,
  e     INTEGER NOT NULL,
  words TEXT NOT NULL,
  by    TEXT NOT NULL,
  why   TEXT NOT NULL,
  PRIMARY KEY (doc, role, n)
) STRICT;

CREATE TABLE blocks (
  doc   INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
  n     INTEGER NOT NULL,
  kind  TEXT NOT NULL,                  -- title, dateline, byline, heading, body, credit, caption, chrome
  s     INTEGER NOT NULL,
  e     INTEGER NOT NULL,
  words TEXT NOT NULL,
  by    TEXT NOT NULL,
  why   TEXT NOT NULL,
  score REAL,
  PRIMARY KEY (doc, n)
) STRICT;

CREATE TABLE sentences (
  doc   INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
  n     INTEGER NOT NULL,
  s     INTEGER NOT NULL,
  e     INTEGER NOT NULL,
  words TEXT NOT NULL,
  PRIMARY KEY (doc, n)
) STRICT;

CREATE TABLE times (
  doc    INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
  id     TEXT NOT NULL,
  s      INTEGER NOT NULL,
  e      INTEGER NOT NULL,
  words  TEXT NOT NULL,
  type   TEXT NOT NULL,                 -- DATE, TIME, DURATION, SET
  value  TEXT NOT NULL,                 -- TIMEX3
  anchor TEXT,                          -- another time's id, published, dateline
  by     TEXT NOT NULL,
  why    TEXT NOT NULL,
  PRIMARY KEY (doc, id)
) STRICT;

CREATE TABLE places (
  doc       INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
  id        TEXT NOT NULL,
  s         INTEGER NOT NULL,
  e         INTEGER NOT NULL,
  words     TEXT NOT NULL,
  name      TEXT NOT NULL,
  lat       REAL,
  lon       REAL,
  country   TEXT,                       -- ISO 3166 alpha-3
  kind      TEXT NOT NULL,
  gazetteer TEXT,
  precision TEXT NOT NULL,              -- point, city, district, province, country, region
  use       TEXT NOT NULL,              -- place, party, modifier
  by        TEXT NOT NULL,
  why       TEXT NOT NULL,
  score     REAL,
  PRIMARY KEY (doc, id)
) STRICT;

CREATE TABLE parties (
  doc     INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
  id      TEXT NOT NULL,
  name    TEXT NOT NULL,
  kind    TEXT NOT NULL,                -- person, group, country, organisation, crowd
  code    TEXT NOT NULL,                -- country followed by the first role
  country TEXT NOT NULL,
  roles   TEXT NOT NULL,                -- joined by |
  by      TEXT NOT NULL,
  why     TEXT NOT NULL,
  score   REAL,
  PRIMARY KEY (doc, id)
) STRICT;

CREATE TABLE mentions (
  doc   INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
  party TEXT NOT NULL,
  n     INTEGER NOT NULL,
  s     INTEGER NOT NULL,
  e     INTEGER NOT NULL,
  words TEXT NOT NULL,
  PRIMARY KEY (doc, party, n),
  FOREIGN KEY (doc, party) REFERENCES parties ON DELETE CASCADE
) STRICT;

CREATE TABLE statements (
  doc    INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
  id     TEXT NOT NULL,
  kind   TEXT NOT NULL,                 -- direct, indirect, mixed
  sense  TEXT NOT NULL,                 -- said, thought, planned, attitude
  party  TEXT,                          -- who speaks
  parent TEXT,                          -- the statement that this one is reported in
  by     TEXT NOT NULL,
  why    TEXT NOT NULL,
  score  REAL,
  PRIMARY KEY (doc, id),
  FOREIGN KEY (doc, party) REFERENCES parties
) STRICT;

CREATE TABLE statement_spans (
  doc       INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
  statement TEXT NOT NULL,
  role      TEXT NOT NULL,              -- speaker, cue, content, quoted
  n         INTEGER NOT NULL,
  s         INTEGER NOT NULL,
  e         INTEGER NOT NULL,
  words     TEXT NOT NULL,
  PRIMARY KEY (doc, statement, role, n),
  FOREIGN KEY (doc, statement) REFERENCES statements ON DELETE CASCADE
) STRICT;

CREATE TABLE events (
  doc            INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
  id             TEXT NOT NULL,
  s              INTEGER NOT NULL,
  e              INTEGER NOT NULL,
  words          TEXT NOT NULL,         -- the anchor
  type           TEXT NOT NULL,         -- PLOVER
  mode           TEXT,
  contexts       TEXT NOT NULL,         -- joined by |
  cameo          TEXT NOT NULL,
  quad           INTEGER NOT NULL,
  goldstein      REAL NOT NULL,
  status         TEXT NOT NULL,         -- actual, planned, possible, negated
  date           TEXT,
  date_precision TEXT,                  -- day, week, month, quarter, year, none
  time           TEXT,                  -- the time expression it rests on
  place          TEXT,
  statement      TEXT,                  -- the statement whose cue is the anchor
  score          REAL NOT NULL,
  by             TEXT NOT NULL,
  why            TEXT NOT NULL,
  PRIMARY KEY (doc, id)
) STRICT;

CREATE TABLE participants (
  doc   INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
  event TEXT NOT NULL,
  side  TEXT NOT NULL,                  -- actor, recipient
  n     INTEGER NOT NULL,
  party TEXT,
  s     INTEGER NOT NULL,
  e     INTEGER NOT NULL,
  words TEXT NOT NULL,
  PRIMARY KEY (doc, event, side, n),
  FOREIGN KEY (doc, event) REFERENCES events ON DELETE CASCADE
) STRICT;

CREATE TABLE counts (
  doc   INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
  event TEXT NOT NULL,
  kind  TEXT NOT NULL,                  -- killed, wounded, arrested, displaced, participants
  low   INTEGER NOT NULL,
  high  INTEGER,                        -- null: open ("at least 20")
  PRIMARY KEY (doc, event, kind),
  FOREIGN KEY (doc, event) REFERENCES events ON DELETE CASCADE
) STRICT;

CREATE TABLE count_spans (
  doc   INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
  event TEXT NOT NULL,
  kind  TEXT NOT NULL,
  n     INTEGER NOT NULL,
  s     INTEGER NOT NULL,
  e     INTEGER NOT NULL,
  words TEXT NOT NULL,
  PRIMARY KEY (doc, event, kind, n),
  FOREIGN KEY (doc, event, kind) REFERENCES counts ON DELETE CASCADE
) STRICT;

CREATE TABLE claims (
  doc       INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
  event     TEXT NOT NULL,
  n         INTEGER NOT NULL,           -- 0 is the outermost claimant
  statement TEXT,
  party     TEXT,
  PRIMARY KEY (doc, event, n),
  FOREIGN KEY (doc, event) REFERENCES events ON DELETE CASCADE
) STRICT;

CREATE TABLE notes (
  doc   INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
  n     INTEGER NOT NULL,
  code  TEXT NOT NULL,
  text  TEXT NOT NULL,
  s     INTEGER,
  e     INTEGER,
  by    TEXT NOT NULL,
  PRIMARY KEY (doc, n)
) STRICT;

-- Inputs that could not be read, by name and code.
CREATE TABLE failures (
  name TEXT NOT NULL,
  code TEXT NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (name, code)
) STRICT;

CREATE INDEX events_type ON events (type, date);
CREATE INDEX parties_code ON parties (code);
CREATE INDEX articles_published ON articles (published);

-- Full text of titles and stories as read: never markup, never page chrome.
CREATE VIRTUAL TABLE reading_fts USING fts5 (
  reading, content='articles', content_rowid='doc', tokenize="unicode61 remove_diacritics 2"
);
CREATE TRIGGER articles_added AFTER INSERT ON articles BEGIN
  INSERT INTO reading_fts (rowid, reading) VALUES (new.doc, new.reading);
END;
CREATE TRIGGER articles_removed AFTER DELETE ON articles BEGIN
  INSERT INTO reading_fts (reading_fts, rowid, reading) VALUES ('delete', old.doc, old.reading);
END;
CREATE TRIGGER articles_changed AFTER UPDATE OF reading ON articles BEGIN
  INSERT INTO reading_fts (reading_fts, rowid, reading) VALUES ('delete', old.doc, old.reading);
  INSERT INTO reading_fts (rowid, reading) VALUES (new.doc, new.reading);
END;
