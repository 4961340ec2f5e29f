-- What people are told. A notification is there once, whoever decides it and however often. Those
-- of one run for one channel are sent in the order of their sequence.
CREATE TABLE outbox (
  sequence   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id         string NOT NULL UNIQUE,
  run_id     string NOT NULL REFERENCES run (id),
  workflow   string NOT NULL,
  kind       string NOT NULL,
  severity   string NOT NULL,
  channel    string NOT NULL,
  subject    string NOT NULL,
  text       string NOT NULL,
  created_at bigint NOT NULL,
  phase      string NOT NULL,
  attempts   bigint NOT NULL,
  since      bigint NOT NULL,
  due_at     bigint NOT NULL,
  answer     string NOT NULL,
  ended_at   bigint
);

CREATE INDEX outbox_of_run ON outbox (run_id, channel, sequence);

CREATE INDEX outbox_open ON outbox (channel, sequence) WHERE phase IN ('WAITING', 'SENDING');

CREATE INDEX outbox_due ON outbox (due_at) WHERE phase = 'WAITING';
