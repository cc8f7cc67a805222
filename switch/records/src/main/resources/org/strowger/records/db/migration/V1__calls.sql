-- Runs on H2 and on PostgreSQL. Times are epoch microseconds, null where it never happened.

CREATE TABLE calls (
    id                     VARCHAR  NOT NULL PRIMARY KEY,
    start_micros           BIGINT   NOT NULL,
    caller                 VARCHAR  NOT NULL,
    caller_name            VARCHAR  NOT NULL,
    dialled                VARCHAR  NOT NULL,
    language               VARCHAR  NOT NULL,
    keys                   VARCHAR  NOT NULL,
    timeouts               INTEGER  NOT NULL,
    queue                  VARCHAR,
    queued_micros          BIGINT,
    agent                  VARCHAR,
    switch_answered_micros BIGINT,
    answered_micros        BIGINT,
    end_micros             BIGINT   NOT NULL,
    ended_by               VARCHAR  NOT NULL,
    outcome                VARCHAR  NOT NULL
);
CREATE INDEX calls_by_start ON calls (start_micros);
CREATE INDEX calls_by_caller ON calls (caller, start_micros);
CREATE INDEX calls_by_queue ON calls (queue, start_micros);
CREATE INDEX calls_by_agent ON calls (agent, start_micros);

COMMENT ON TABLE calls IS 'One row a finished call, written once';
COMMENT ON COLUMN calls.id IS 'The switch''s own id of the call: node-time-count';
COMMENT ON COLUMN calls.start_micros IS 'The INVITE came';
COMMENT ON COLUMN calls.caller IS 'The number calling; empty when withheld';
COMMENT ON COLUMN calls.caller_name IS 'The display name that came with it; may be empty';
COMMENT ON COLUMN calls.dialled IS 'The number dialled';
COMMENT ON COLUMN calls.language IS 'Of the prompts, en or zh; empty where no script ran';
COMMENT ON COLUMN calls.keys IS 'Keys the caller pressed that are not sensitive, in order';
COMMENT ON COLUMN calls.timeouts IS 'Menus in which the caller pressed no key in time';
COMMENT ON COLUMN calls.queue IS 'The last queue joined';
COMMENT ON COLUMN calls.queued_micros IS 'When it was joined';
COMMENT ON COLUMN calls.agent IS 'The agent who answered';
COMMENT ON COLUMN calls.switch_answered_micros IS 'The switch answered the caller (200)';
COMMENT ON COLUMN calls.answered_micros IS 'The agent or the trunk answered';
COMMENT ON COLUMN calls.end_micros IS 'The call was over';
COMMENT ON COLUMN calls.ended_by IS 'caller, agent or switch';
COMMENT ON COLUMN calls.outcome IS 'answered, abandoned, script, failed, rejected or switch-failed';

CREATE TABLE legs (
    call_id          VARCHAR NOT NULL REFERENCES calls (id) ON DELETE CASCADE,
    leg_no           INTEGER NOT NULL,
    party            VARCHAR NOT NULL,
    direction        VARCHAR NOT NULL,
    sip_call_id      VARCHAR NOT NULL,
    start_micros     BIGINT,
    answered_micros  BIGINT,
    end_micros       BIGINT,
    status           INTEGER NOT NULL,
    packets_sent     BIGINT  NOT NULL,
    packets_received BIGINT  NOT NULL,
    packets_lost     BIGINT  NOT NULL,
    PRIMARY KEY (call_id, leg_no)
);

COMMENT ON TABLE legs IS 'The legs of a finished call';
COMMENT ON COLUMN legs.call_id IS 'The call';
COMMENT ON COLUMN legs.leg_no IS 'From 0, in the order in which the legs began';
COMMENT ON COLUMN legs.party IS 'The number calling, the agent, or trunk:number';
COMMENT ON COLUMN legs.direction IS 'in (towards the switch) or out';
COMMENT ON COLUMN legs.sip_call_id IS 'Call-ID of its dialog';
COMMENT ON COLUMN legs.start_micros IS 'Its INVITE came or went';
COMMENT ON COLUMN legs.answered_micros IS 'Its 200 went or came';
COMMENT ON COLUMN legs.end_micros IS 'It was over';
COMMENT ON COLUMN legs.status IS 'Final response of its INVITE; 0 when there was none';
COMMENT ON COLUMN legs.packets_sent IS 'RTP from the switch';
COMMENT ON COLUMN legs.packets_received IS 'RTP to the switch';
COMMENT ON COLUMN legs.packets_lost IS 'RTP that did not reach the switch';

CREATE TABLE queue_visits (
    call_id         VARCHAR NOT NULL REFERENCES calls (id) ON DELETE CASCADE,
    visit_no        INTEGER NOT NULL,
    queue           VARCHAR NOT NULL,
    language        VARCHAR NOT NULL,
    keys            VARCHAR NOT NULL,
    joined_micros   BIGINT  NOT NULL,
    agent           VARCHAR,
    answered_micros BIGINT,
    left_micros     BIGINT  NOT NULL,
    outcome         VARCHAR NOT NULL,
    PRIMARY KEY (call_id, visit_no)
);
CREATE INDEX queue_visits_by_queue ON queue_visits (queue, joined_micros);
CREATE INDEX queue_visits_by_agent ON queue_visits (agent, joined_micros);

COMMENT ON TABLE queue_visits IS 'Each time a finished call waited in a queue';
COMMENT ON COLUMN queue_visits.call_id IS 'The call';
COMMENT ON COLUMN queue_visits.visit_no IS 'From 0, in order';
COMMENT ON COLUMN queue_visits.queue IS 'The queue';
COMMENT ON COLUMN queue_visits.language IS 'Of the prompts when it was joined';
COMMENT ON COLUMN queue_visits.keys IS 'Keys pressed until then that are not sensitive';
COMMENT ON COLUMN queue_visits.joined_micros IS 'When it was joined';
COMMENT ON COLUMN queue_visits.agent IS 'The agent who answered';
COMMENT ON COLUMN queue_visits.answered_micros IS 'When the agent answered';
COMMENT ON COLUMN queue_visits.left_micros IS 'The agent''s answer, the next queue, or the call''s end';
COMMENT ON COLUMN queue_visits.outcome IS 'answered, left (for another queue), or the call''s outcome';

CREATE TABLE open_calls (
    id          VARCHAR NOT NULL PRIMARY KEY,
    last_micros BIGINT  NOT NULL,
    events      VARCHAR NOT NULL
);

COMMENT ON TABLE open_calls IS 'Calls that have begun and not ended, or were cut off by a failure';
COMMENT ON COLUMN open_calls.id IS 'The call';
COMMENT ON COLUMN open_calls.last_micros IS 'The latest of its events';
COMMENT ON COLUMN open_calls.events IS 'All its events so far, a JSON array as in the spool';

CREATE TABLE loader_position (
    id     INTEGER NOT NULL PRIMARY KEY,
    file   BIGINT  NOT NULL,
    octets BIGINT  NOT NULL
);
INSERT INTO loader_position (id, file, octets) VALUES (1, 0, 0);

COMMENT ON TABLE loader_position IS 'How far the spool is in the database; changes in the same transaction as the rows';
COMMENT ON COLUMN loader_position.id IS 'Always 1';
COMMENT ON COLUMN loader_position.file IS 'Number of the spool file; 0 before the first';
COMMENT ON COLUMN loader_position.octets IS 'Octets of that file that have been loaded';
