-- Who those counted were: parts of a count, which may overlap and are never summed.

CREATE TABLE count_parts (
  doc   INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
  event TEXT NOT NULL,
  kind  TEXT NOT NULL,                  -- killed, wounded, arrested, displaced, participants
  part  INTEGER NOT NULL,
  role  TEXT,                           -- of the one role table (docs/format.md)
  crowd TEXT,                           -- children, women, students …
  low   INTEGER,                        -- null: no number of its own ("most of them children")
  high  INTEGER,                        -- null: open, or no number
  PRIMARY KEY (doc, event, kind, part),
  FOREIGN KEY (doc, event, kind) REFERENCES counts ON DELETE CASCADE
) STRICT;

CREATE TABLE count_part_spans (
  doc   INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
  event TEXT NOT NULL,
  kind  TEXT NOT NULL,
  part  INTEGER NOT NULL,
  n     INTEGER NOT NULL,
  s     INTEGER NOT NULL,
  e     INTEGER NOT NULL,
  words TEXT NOT NULL,
  PRIMARY KEY (doc, event, kind, part, n),
  FOREIGN KEY (doc, event, kind, part) REFERENCES count_parts ON DELETE CASCADE
) STRICT;
