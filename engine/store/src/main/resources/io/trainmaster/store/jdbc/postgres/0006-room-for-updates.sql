-- A task and its attempt move a few times soon after they were added. Where their page has room for
-- that, no index is touched.
ALTER TABLE task SET (fillfactor = 40);
ALTER TABLE attempt SET (fillfactor = 50);
