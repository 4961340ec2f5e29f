-- What tasks have asked people, and what they answered. The first answer counts.
CREATE TABLE approval (
  run_id      TEXT    NOT NULL,
  task_id     TEXT    NOT NULL,
  attempt     INTEGER NOT NULL,
  question    TEXT    NOT NULL,
  asked       TEXT    NOT NULL,
  asked_at    INTEGER NOT NULL,
  expires_at  INTEGER NOT NULL,
  granted     INTEGER,
  answered_by TEXT,
  comment     TEXT,
  answered_at INTEGER,
  PRIMARY KEY (run_id, task_id, attempt),
  FOREIGN KEY (run_id, task_id, attempt) REFERENCES attempt (run_id, task_id, number)
) STRICT, WITHOUT ROWID;
