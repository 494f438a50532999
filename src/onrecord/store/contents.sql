-- What statements say, one row a statement, for full-text search.
CREATE TABLE contents (
  n         INTEGER PRIMARY KEY,
  doc       INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
  statement TEXT NOT NULL,
  words     TEXT NOT NULL,              -- the pieces of the content, joined by " … "
  FOREIGN KEY (doc, statement) REFERENCES statements ON DELETE CASCADE
) STRICT;
CREATE UNIQUE INDEX contents_statement ON contents (doc, statement);
CREATE VIRTUAL TABLE contents_fts USING fts5 (
  words, content='contents', content_rowid='n', tokenize="unicode61 remove_diacritics 2"
);
CREATE TRIGGER contents_added AFTER INSERT ON contents BEGIN
  INSERT INTO contents_fts (rowid, words) VALUES (new.n, new.words);
END;
CREATE TRIGGER contents_removed AFTER DELETE ON contents BEGIN
  INSERT INTO contents_fts (contents_fts, rowid, words) VALUES ('delete', old.n, old.words);
END;
INSERT INTO contents (doc, statement, words)
  SELECT doc, statement, group_concat(words, ' … ') FROM (
    SELECT doc, statement, words FROM statement_spans WHERE role = 'content' ORDER BY doc, statement, n
  ) GROUP BY doc, statement ORDER BY doc, statement;
