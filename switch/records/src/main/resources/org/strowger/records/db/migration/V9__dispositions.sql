CREATE TABLE dispositions (
    call_id    VARCHAR NOT NULL,
    at_micros  BIGINT  NOT NULL,
    agent      VARCHAR NOT NULL,
    code       VARCHAR NOT NULL,
    PRIMARY KEY (call_id, at_micros)
);

COMMENT ON TABLE dispositions IS 'What came of calls, as agents have keyed it in their wrap-up; of several of a call the latest counts';
COMMENT ON COLUMN dispositions.agent IS 'Who keyed it';
COMMENT ON COLUMN dispositions.code IS 'Digits, as the operator has given them meanings';
