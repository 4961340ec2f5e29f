-- What people are told. A notification is there once, whoever decides it and however often. Those
-- of one run for one channel are sent in the order of their sequence.
CREATE TABLE outbox (
  sequence   INTEGER PRIMARY KEY AUTOINCREMENT,
  id         TEXT    NOT NULL UNIQUE,
  run_id     TEXT    NOT NULL REFERENCES run (id),
  workflow   TEXT    NOT NULL,
  kind       TEXT    NOT NULL,
  severity   TEXT    NOT NULL,
  channel    TEXT    NOT NULL,
  subject    TEXT    NOT NULL,
  text       TEXT    NOT NULL,
  created_at INTEGER NOT NULL,
  phase      TEXT    NOT NULL,
  attempts   INTEGER NOT NULL,
  since      INTEGER NOT NULL,
  due_at     INTEGER NOT NULL,
  answer     TEXT    NOT NULL,
  ended_at   INTEGER
) STRICT;

CREATE INDEX outbox_of_run ON outbox (run_id, channel, sequence);

CREATE INDEX outbox_open ON outbox (channel, sequence) WHERE phase IN ('WAITING', 'SENDING');

CREATE INDEX outbox_due ON outbox (due_at) WHERE phase = 'WAITING';
