-- What tasks have asked people, and what they answered. The first answer counts.
CREATE TABLE approval (
  run_id      string NOT NULL,
  task_id     string NOT NULL,
  attempt     bigint NOT NULL,
  question    string NOT NULL,
  asked       string NOT NULL,
  asked_at    bigint NOT NULL,
  expires_at  bigint NOT NULL,
  granted     bigint,
  answered_by string,
  comment     string,
  answered_at bigint,
  PRIMARY KEY (run_id, task_id, attempt),
  FOREIGN KEY (run_id, task_id, attempt) REFERENCES attempt (run_id, task_id, number)
);
