-- The GPUs that an attempt was given: their names, with the thousandths of one that it shared.

ALTER TABLE attempt ADD COLUMN gpus string NOT NULL DEFAULT '';
