-- Tasks can make runs of other workflows.

-- The attempt that made it; its run may be kept no longer.
ALTER TABLE run ADD COLUMN caller_run string;
ALTER TABLE run ADD COLUMN caller_task string;
ALTER TABLE run ADD COLUMN caller_attempt bigint;

CREATE UNIQUE INDEX run_by_caller ON run (caller_run, caller_task, caller_attempt)
  WHERE caller_run IS NOT NULL;
