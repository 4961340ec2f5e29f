-- Runs wait for their turn, and triggers make runs.

ALTER TABLE run ADD COLUMN created_at bigint;

UPDATE run SET created_at = started_at;

-- Few of many: a start reads them and nothing else.
CREATE INDEX run_unfinished ON run (sequence) WHERE phase IN ('QUEUED', 'RUNNING', 'CANCELLING');

-- The latest of a workflow and an environment is in force; none is where it names no version.
CREATE TABLE activation (
  sequence     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  environment  string NOT NULL,
  workflow     string NOT NULL,
  version_hash string REFERENCES workflow_version (hash),
  parameters   string NOT NULL,
  at           bigint NOT NULL,
  UNIQUE (environment, workflow, at)
);

CREATE TABLE trigger_state (
  id      string PRIMARY KEY,
  covered bigint NOT NULL,
  decided bigint NOT NULL,
  paused  bigint NOT NULL
);

-- An occurrence is decided once: it has one run or none, whoever decides and however often.
CREATE TABLE occurrence (
  trigger_id    string NOT NULL,
  nominal       bigint NOT NULL,
  generation    bigint NOT NULL,
  interval_from bigint NOT NULL,
  run_id        string REFERENCES run (id),
  reason        string NOT NULL,
  decided_at    bigint NOT NULL,
  PRIMARY KEY (trigger_id, nominal, generation)
);

CREATE INDEX occurrence_by_run ON occurrence (run_id) WHERE run_id IS NOT NULL;
