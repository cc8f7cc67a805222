ALTER TABLE calls ADD COLUMN callback_of VARCHAR;

COMMENT ON COLUMN calls.callback_of IS 'Id of the call in which the caller has asked to be called back by this one; null where the caller has called. A wait in its queue is that of the other call going on';
COMMENT ON COLUMN calls.queue_left IS 'Why the caller left the last queue, neither answered nor hanging up: full, closed, no-agents, none-ready, too-long, waited-too-long, removed, exit-key or callback; in a call that calls somebody back also called-in or cancelled';
