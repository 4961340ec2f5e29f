-- Results of calls may stand for those of equal calls in later runs.

-- 0 where the run uses no earlier results.
ALTER TABLE run ADD COLUMN reuse bigint NOT NULL DEFAULT 1;

-- Runs of a higher one go first.
ALTER TABLE run ADD COLUMN priority bigint NOT NULL DEFAULT 0;

-- The run that it reproduces, which may be kept no longer.
ALTER TABLE run ADD COLUMN reproduces string;

-- What the result of an attempt depends on: a digest to find it by, and its parts to explain it.
CREATE TABLE call (
  run_id     string NOT NULL,
  task_id    string NOT NULL,
  attempt    bigint NOT NULL,
  key_digest string NOT NULL,
  key        string NOT NULL,
  PRIMARY KEY (run_id, task_id, attempt),
  FOREIGN KEY (run_id, task_id, attempt) REFERENCES attempt (run_id, task_id, number)
);

CREATE INDEX call_by_key ON call (key_digest);

CREATE INDEX call_by_task ON call (task_id);
