ALTER TABLE calls ADD COLUMN queue_left VARCHAR;

COMMENT ON COLUMN calls.queue_left IS 'Why the caller left the last queue, neither answered nor hanging up: full, closed, no-agents, none-ready, too-long, waited-too-long, removed or exit-key';
COMMENT ON COLUMN queue_visits.outcome IS 'answered, left (for another queue), the reason as in calls.queue_left, or the outcome of the call';
