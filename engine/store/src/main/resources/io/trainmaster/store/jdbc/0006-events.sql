-- What happens makes runs.

-- How far the trigger of an event has come. What waits is the cause whose run comes later.
CREATE TABLE event_trigger (
  id            TEXT    PRIMARY KEY,
  paused        INTEGER NOT NULL,
  seen          TEXT,
  seen_hint     TEXT,
  changes       INTEGER NOT NULL,
  covered       INTEGER NOT NULL,
  noticed       INTEGER NOT NULL,
  ran           INTEGER,
  waiting_key   TEXT,
  waiting_event TEXT
) STRICT, WITHOUT ROWID;

-- A cause is noted once, whoever tells of it and however often. What became of it is the
-- occurrence that has its time.
CREATE TABLE cause (
  trigger_id TEXT    NOT NULL,
  cause_key  TEXT    NOT NULL,
  at         INTEGER NOT NULL,
  text       TEXT    NOT NULL,
  PRIMARY KEY (trigger_id, cause_key),
  UNIQUE (trigger_id, at)
) STRICT, WITHOUT ROWID;
