CREATE TABLE recordings (
    id             VARCHAR NOT NULL PRIMARY KEY,
    call_id        VARCHAR NOT NULL,
    file           VARCHAR NOT NULL,
    state          VARCHAR NOT NULL,
    start_micros   BIGINT  NOT NULL,
    length_micros  BIGINT  NOT NULL,
    pauses         VARCHAR NOT NULL,
    key_id         VARCHAR NOT NULL,
    lost_packets   BIGINT  NOT NULL,
    note           VARCHAR NOT NULL,
    changed_micros BIGINT  NOT NULL
);
CREATE INDEX recordings_by_start ON recordings (start_micros);
CREATE INDEX recordings_by_call ON recordings (call_id);

COMMENT ON TABLE recordings IS 'Recordings of calls, as they were told last; a call may be open still, so call_id refers to no row';
COMMENT ON COLUMN recordings.id IS 'The call''s id, r and a number';
COMMENT ON COLUMN recordings.file IS 'Path in the folder recordings of the data folder';
COMMENT ON COLUMN recordings.state IS 'running, complete, repaired, failed or deleted';
COMMENT ON COLUMN recordings.length_micros IS '0 while it runs';
COMMENT ON COLUMN recordings.pauses IS 'Stretches without sound that somebody wanted: FROM-TO,FROM-TO in microseconds from its begin; no TO while one lasts';
COMMENT ON COLUMN recordings.key_id IS 'The master key that opens it; empty when it is not sealed';
COMMENT ON COLUMN recordings.lost_packets IS 'Packets of voice that are missing in it';
COMMENT ON COLUMN recordings.note IS 'Why it has failed, or who deleted it and why';
COMMENT ON COLUMN recordings.changed_micros IS 'When this was told';
