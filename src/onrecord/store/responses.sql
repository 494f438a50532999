-- Who denies, confirms or doubts an event, in the article that tells it.

CREATE TABLE responses (
  doc       INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
  event     TEXT NOT NULL,
  n         INTEGER NOT NULL,
  kind      TEXT NOT NULL,              -- denied, confirmed, doubted
  party     TEXT,                       -- who answers; null: the reporter, or nobody known
  statement TEXT,                       -- the statement that the answer makes or stands in
  why       TEXT NOT NULL,
  PRIMARY KEY (doc, event, n),
  FOREIGN KEY (doc, event) REFERENCES events ON DELETE CASCADE
) STRICT;

CREATE TABLE response_spans (
  doc   INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
  event TEXT NOT NULL,
  n     INTEGER NOT NULL,
  piece INTEGER NOT NULL,
  s     INTEGER NOT NULL,
  e     INTEGER NOT NULL,
  words TEXT NOT NULL,
  PRIMARY KEY (doc, event, n, piece),
  FOREIGN KEY (doc, event, n) REFERENCES responses ON DELETE CASCADE
) STRICT;
