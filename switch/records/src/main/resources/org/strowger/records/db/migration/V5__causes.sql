ALTER TABLE legs ADD COLUMN cause INTEGER DEFAULT 0 NOT NULL;
COMMENT ON COLUMN legs.cause IS 'Cause of ITU-T Q.850 for its end, as its party gave it or as fits what was wrong; 0 for none';
