ALTER TABLE calls ADD COLUMN linked_id VARCHAR;
COMMENT ON COLUMN calls.linked_id IS 'The same in calls that a transfer has joined: the id of the one that went on';
