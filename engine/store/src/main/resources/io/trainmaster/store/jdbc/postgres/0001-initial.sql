-- Identifiers are texts made by the application, times are milliseconds since 1970 (UTC),
-- JSON is text in the form that ModelJson writes. Texts are in the order of their bytes.

CREATE DOMAIN string AS text COLLATE "C";

CREATE TABLE migration (
  number     bigint PRIMARY KEY,
  checksum   string NOT NULL,
  applied_at bigint NOT NULL
);

CREATE TABLE counter (
  name  string PRIMARY KEY,
  value bigint NOT NULL
);

CREATE TABLE workflow_version (
  hash   string PRIMARY KEY,
  name   string NOT NULL,
  file   string NOT NULL,
  source string NOT NULL,
  graph  string NOT NULL
);

-- The sequence is the order in which runs were made.
CREATE TABLE run (
  sequence     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id           string NOT NULL UNIQUE,
  workflow     string NOT NULL,
  version_hash string NOT NULL REFERENCES workflow_version (hash),
  phase        string NOT NULL,
  message      string NOT NULL,
  started_at   bigint NOT NULL,
  ended_at     bigint,
  parameters   string NOT NULL,
  environment  string NOT NULL
);

CREATE INDEX run_by_workflow ON run (workflow, sequence);

-- The position is the task's place in the plan.
CREATE TABLE task (
  run_id   string NOT NULL REFERENCES run (id),
  id       string NOT NULL,
  position bigint NOT NULL,
  phase    string NOT NULL,
  message  string NOT NULL,
  output   string,
  PRIMARY KEY (run_id, id)
);

CREATE TABLE attempt (
  run_id            string NOT NULL,
  task_id           string NOT NULL,
  number            bigint NOT NULL,
  fence             bigint NOT NULL,
  phase             string NOT NULL,
  failure           string,
  node              string NOT NULL,
  pid               bigint NOT NULL,
  placement         string NOT NULL,
  cpus              bigint NOT NULL,
  memory_bytes      bigint NOT NULL,
  log_file          string NOT NULL,
  peak_memory_bytes bigint NOT NULL,
  launched_at       bigint NOT NULL,
  started_at        bigint,
  ended_at          bigint,
  PRIMARY KEY (run_id, task_id, number),
  FOREIGN KEY (run_id, task_id) REFERENCES task (run_id, id)
);

CREATE TABLE artifact (
  sequence bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  run_id   string NOT NULL,
  task_id  string NOT NULL,
  attempt  bigint NOT NULL,
  output   string NOT NULL,
  digest   string NOT NULL,
  artifact string NOT NULL,
  bytes    bigint NOT NULL,
  at       bigint NOT NULL,
  UNIQUE (run_id, task_id, attempt, output),
  FOREIGN KEY (run_id, task_id, attempt) REFERENCES attempt (run_id, task_id, number)
);

CREATE INDEX artifact_by_digest ON artifact (digest);

-- A value that is not a number is NULL, as in the other database.
CREATE TABLE metric (
  run_id  string NOT NULL,
  task_id string NOT NULL,
  key     string NOT NULL,
  step    bigint NOT NULL,
  attempt bigint NOT NULL,
  value   double precision,
  at      bigint NOT NULL,
  PRIMARY KEY (run_id, task_id, key, step, attempt),
  FOREIGN KEY (run_id, task_id, attempt) REFERENCES attempt (run_id, task_id, number)
);

CREATE TABLE param (
  run_id  string NOT NULL,
  task_id string NOT NULL,
  key     string NOT NULL,
  attempt bigint NOT NULL,
  value   string NOT NULL,
  PRIMARY KEY (run_id, task_id, key, attempt),
  FOREIGN KEY (run_id, task_id, attempt) REFERENCES attempt (run_id, task_id, number)
);

CREATE TABLE source (
  run_id  string NOT NULL,
  task_id string NOT NULL,
  uri     string NOT NULL,
  attempt bigint NOT NULL,
  digest  string NOT NULL,
  bytes   bigint NOT NULL,
  PRIMARY KEY (run_id, task_id, uri, attempt),
  FOREIGN KEY (run_id, task_id, attempt) REFERENCES attempt (run_id, task_id, number)
);

CREATE TABLE model_version (
  name          string NOT NULL,
  version       bigint NOT NULL,
  model         string NOT NULL,
  report        string,
  run_id        string NOT NULL,
  task_id       string NOT NULL,
  registered_at bigint NOT NULL,
  PRIMARY KEY (name, version),
  UNIQUE (run_id, task_id),
  FOREIGN KEY (run_id, task_id) REFERENCES task (run_id, id)
);

CREATE TABLE model_alias (
  name    string NOT NULL,
  alias   string NOT NULL,
  version bigint NOT NULL,
  PRIMARY KEY (name, alias),
  FOREIGN KEY (name, version) REFERENCES model_version (name, version)
);

CREATE TABLE model_tag (
  name    string NOT NULL,
  version bigint NOT NULL,
  key     string NOT NULL,
  value   string NOT NULL,
  PRIMARY KEY (name, version, key),
  FOREIGN KEY (name, version) REFERENCES model_version (name, version)
);

-- The run's story. Two equal lines of one millisecond are one line, written twice.
CREATE TABLE event (
  sequence bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  run_id   string NOT NULL REFERENCES run (id),
  at       bigint NOT NULL,
  type     string NOT NULL,
  text     string NOT NULL
);

-- By the text's hash, since a long text doesn't fit in an index.
CREATE UNIQUE INDEX event_once ON event (run_id, at, type, md5(text));

-- The one row: who may write as the leader, since when, and until when by this database's clock;
-- and how many transactions leaders have written, which tells when some were lost.
CREATE TABLE leader (
  id         bigint PRIMARY KEY CHECK (id = 1),
  epoch      bigint NOT NULL,
  owner      string NOT NULL,
  since      bigint NOT NULL,
  expires_at bigint NOT NULL,
  commits    bigint NOT NULL
) WITH (fillfactor = 10);

INSERT INTO leader (id, epoch, owner, since, expires_at, commits) VALUES (1, 0, '', 0, 0, 0);
