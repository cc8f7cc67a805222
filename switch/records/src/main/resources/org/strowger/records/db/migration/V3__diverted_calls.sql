ALTER TABLE calls ADD COLUMN diverted_by VARCHAR;
COMMENT ON COLUMN calls.diverted_by IS 'The number that sent the call on to where it went, the latest of several';
