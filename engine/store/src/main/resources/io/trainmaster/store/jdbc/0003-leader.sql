-- The one row: who may write as the leader, since when, and until when by this database's clock.
CREATE TABLE leader (
  id         INTEGER PRIMARY KEY CHECK (id = 1),
  epoch      INTEGER NOT NULL,
  owner      TEXT    NOT NULL,
  since      INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT;

INSERT INTO leader (id, epoch, owner, since, expires_at) VALUES (1, 0, '', 0, 0);
