-- What happens makes runs.

-- How far the trigger of an event has come. What waits is the cause whose run comes later.
CREATE TABLE event_trigger (
  id            string PRIMARY KEY,
  paused        bigint NOT NULL,
  seen          string,
  seen_hint     string,
  changes       bigint NOT NULL,
  covered       bigint NOT NULL,
  noticed       bigint NOT NULL,
  ran           bigint,
  waiting_key   string,
  waiting_event string
);

-- A cause is noted once, whoever tells of it and however often. What became of it is the
-- occurrence that has its time.
CREATE TABLE cause (
  trigger_id string NOT NULL,
  cause_key  string NOT NULL,
  at         bigint NOT NULL,
  text       string NOT NULL,
  PRIMARY KEY (trigger_id, cause_key),
  UNIQUE (trigger_id, at)
);
