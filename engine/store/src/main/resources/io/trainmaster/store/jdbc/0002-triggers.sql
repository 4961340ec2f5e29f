-- Runs wait for their turn, and triggers make runs.

ALTER TABLE run ADD COLUMN created_at INTEGER;

UPDATE run SET created_at = started_at;

-- Few of many: a start reads them and nothing else.
CREATE INDEX run_unfinished ON run (sequence) WHERE phase IN ('QUEUED', 'RUNNING', 'CANCELLING');

-- The latest of a workflow and an environment is in force; none is where it names no version.
CREATE TABLE activation (
  sequence     INTEGER PRIMARY KEY,
  environment  TEXT    NOT NULL,
  workflow     TEXT    NOT NULL,
  version_hash TEXT    REFERENCES workflow_version (hash),
  parameters   TEXT    NOT NULL,
  at           INTEGER NOT NULL,
  UNIQUE (environment, workflow, at)
) STRICT;

CREATE TABLE trigger_state (
  id      TEXT    PRIMARY KEY,
  covered INTEGER NOT NULL,
  decided INTEGER NOT NULL,
  paused  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- An occurrence is decided once: it has one run or none, whoever decides and however often.
CREATE TABLE occurrence (
  trigger_id    TEXT    NOT NULL,
  nominal       INTEGER NOT NULL,
  generation    INTEGER NOT NULL,
  interval_from INTEGER NOT NULL,
  run_id        TEXT    REFERENCES run (id),
  reason        TEXT    NOT NULL,
  decided_at    INTEGER NOT NULL,
  PRIMARY KEY (trigger_id, nominal, generation)
) STRICT, WITHOUT ROWID;

CREATE INDEX occurrence_by_run ON occurrence (run_id) WHERE run_id IS NOT NULL;
