-- Answers of servers, so that a page is not asked for again while it is fresh, and only for what changed afterwards.
CREATE TABLE fetched (
  url          TEXT PRIMARY KEY,        -- as it was asked for
  final        TEXT NOT NULL,           -- where redirects ended
  status       INTEGER NOT NULL,
  at           REAL NOT NULL,           -- when the server last said so, in seconds since 1970
  content_type TEXT,
  etag         TEXT,
  modified     TEXT,                    -- Last-Modified, as sent
  body         BLOB NOT NULL            -- content encodings undone, then packed with zlib
) STRICT;
