CREATE TABLE supervisions (
    call_id    VARCHAR NOT NULL,
    at_micros  BIGINT  NOT NULL,
    action     VARCHAR NOT NULL,
    supervisor VARCHAR NOT NULL,
    agent      VARCHAR NOT NULL,
    how        VARCHAR NOT NULL,
    PRIMARY KEY (call_id, at_micros, action)
);
CREATE INDEX supervisions_by_time ON supervisions (at_micros);

COMMENT ON TABLE supervisions IS 'What supervisors did in calls; a call may be open still, so call_id refers to no row';
COMMENT ON COLUMN supervisions.action IS 'listen, whisper, barge-in, take-over or end; nothing follows take-over';
COMMENT ON COLUMN supervisions.supervisor IS 'The user who supervises';
COMMENT ON COLUMN supervisions.agent IS 'The user whose conversation it is';
COMMENT ON COLUMN supervisions.how IS 'code, key, or door: and who asked there; of an end why';
