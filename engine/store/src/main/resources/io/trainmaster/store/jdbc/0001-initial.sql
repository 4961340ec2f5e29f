-- Identifiers are texts made by the application, times are milliseconds since 1970 (UTC),
-- JSON is text in the form that ModelJson writes.

CREATE TABLE migration (
  number     INTEGER PRIMARY KEY,
  checksum   TEXT    NOT NULL,
  applied_at INTEGER NOT NULL
) STRICT;

CREATE TABLE counter (
  name  TEXT    PRIMARY KEY,
  value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE workflow_version (
  hash   TEXT PRIMARY KEY,
  name   TEXT NOT NULL,
  file   TEXT NOT NULL,
  source TEXT NOT NULL,
  graph  TEXT NOT NULL
) STRICT;

-- The sequence is the order in which runs were made.
CREATE TABLE run (
  sequence     INTEGER PRIMARY KEY,
  id           TEXT    NOT NULL UNIQUE,
  workflow     TEXT    NOT NULL,
  version_hash TEXT    NOT NULL REFERENCES workflow_version (hash),
  phase        TEXT    NOT NULL,
  message      TEXT    NOT NULL,
  started_at   INTEGER NOT NULL,
  ended_at     INTEGER,
  parameters   TEXT    NOT NULL,
  environment  TEXT    NOT NULL
) STRICT;

CREATE INDEX run_by_workflow ON run (workflow, sequence);

-- The position is the task's place in the plan.
CREATE TABLE task (
  run_id   TEXT    NOT NULL REFERENCES run (id),
  id       TEXT    NOT NULL,
  position INTEGER NOT NULL,
  phase    TEXT    NOT NULL,
  message  TEXT    NOT NULL,
  output   TEXT,
  PRIMARY KEY (run_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE attempt (
  run_id            TEXT    NOT NULL,
  task_id           TEXT    NOT NULL,
  number            INTEGER NOT NULL,
  fence             INTEGER NOT NULL,
  phase             TEXT    NOT NULL,
  failure           TEXT,
  node              TEXT    NOT NULL,
  pid               INTEGER NOT NULL,
  placement         TEXT    NOT NULL,
  cpus              INTEGER NOT NULL,
  memory_bytes      INTEGER NOT NULL,
  log_file          TEXT    NOT NULL,
  peak_memory_bytes INTEGER NOT NULL,
  launched_at       INTEGER NOT NULL,
  started_at        INTEGER,
  ended_at          INTEGER,
  PRIMARY KEY (run_id, task_id, number),
  FOREIGN KEY (run_id, task_id) REFERENCES task (run_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE artifact (
  sequence INTEGER PRIMARY KEY,
  run_id   TEXT    NOT NULL,
  task_id  TEXT    NOT NULL,
  attempt  INTEGER NOT NULL,
  output   TEXT    NOT NULL,
  digest   TEXT    NOT NULL,
  artifact TEXT    NOT NULL,
  bytes    INTEGER NOT NULL,
  at       INTEGER NOT NULL,
  UNIQUE (run_id, task_id, attempt, output),
  FOREIGN KEY (run_id, task_id, attempt) REFERENCES attempt (run_id, task_id, number)
) STRICT;

CREATE INDEX artifact_by_digest ON artifact (digest);

-- A value that is not a number is NULL, since SQLite has no other way to keep it.
CREATE TABLE metric (
  run_id  TEXT    NOT NULL,
  task_id TEXT    NOT NULL,
  key     TEXT    NOT NULL,
  step    INTEGER NOT NULL,
  attempt INTEGER NOT NULL,
  value   REAL,
  at      INTEGER NOT NULL,
  PRIMARY KEY (run_id, task_id, key, step, attempt),
  FOREIGN KEY (run_id, task_id, attempt) REFERENCES attempt (run_id, task_id, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE param (
  run_id  TEXT    NOT NULL,
  task_id TEXT    NOT NULL,
  key     TEXT    NOT NULL,
  attempt INTEGER NOT NULL,
  value   TEXT    NOT NULL,
  PRIMARY KEY (run_id, task_id, key, attempt),
  FOREIGN KEY (run_id, task_id, attempt) REFERENCES attempt (run_id, task_id, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE source (
  run_id  TEXT    NOT NULL,
  task_id TEXT    NOT NULL,
  uri     TEXT    NOT NULL,
  attempt INTEGER NOT NULL,
  digest  TEXT    NOT NULL,
  bytes   INTEGER NOT NULL,
  PRIMARY KEY (run_id, task_id, uri, attempt),
  FOREIGN KEY (run_id, task_id, attempt) REFERENCES attempt (run_id, task_id, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE model_version (
  name          TEXT    NOT NULL,
  version       INTEGER NOT NULL,
  model         TEXT    NOT NULL,
  report        TEXT,
  run_id        TEXT    NOT NULL,
  task_id       TEXT    NOT NULL,
  registered_at INTEGER NOT NULL,
  PRIMARY KEY (name, version),
  UNIQUE (run_id, task_id),
  FOREIGN KEY (run_id, task_id) REFERENCES task (run_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE model_alias (
  name    TEXT    NOT NULL,
  alias   TEXT    NOT NULL,
  version INTEGER NOT NULL,
  PRIMARY KEY (name, alias),
  FOREIGN KEY (name, version) REFERENCES model_version (name, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE model_tag (
  name    TEXT    NOT NULL,
  version INTEGER NOT NULL,
  key     TEXT    NOT NULL,
  value   TEXT    NOT NULL,
  PRIMARY KEY (name, version, key),
  FOREIGN KEY (name, version) REFERENCES model_version (name, version)
) STRICT, WITHOUT ROWID;

-- The run's story. Two equal lines of one millisecond are one line, written twice.
CREATE TABLE event (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  run_id   TEXT    NOT NULL REFERENCES run (id),
  at       INTEGER NOT NULL,
  type     TEXT    NOT NULL,
  text     TEXT    NOT NULL,
  UNIQUE (run_id, at, type, text)
) STRICT;
