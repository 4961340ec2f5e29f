-- Whoever asks for a run may give a key, so that to ask again makes no second one.

ALTER TABLE run ADD COLUMN submit_key TEXT;

-- Of all that was asked for, to tell another request with the same key.
ALTER TABLE run ADD COLUMN submit_digest TEXT;

CREATE UNIQUE INDEX run_by_submit_key ON run (submit_key) WHERE submit_key IS NOT NULL;
