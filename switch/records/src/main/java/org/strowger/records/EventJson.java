package org.strowger.records;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes one event as {@link EventCodec} reads it, octet by octet as its mapper would, in a tenth
 * of the time: every event of every call is written once. A test compares the two. For one thread.
 */
final class EventJson {

    private static final int USUAL_OCTETS = 1 << 14;

    /** The most digits of a long. */
    private static final int ROOM = 19;

    private static final byte[] HEX = ascii("0123456789ABCDEF");

    private static final byte[] STARTED = ascii("{\"event\":\"started\"");
    private static final byte[] ANSWERED = ascii("{\"event\":\"answered\"");
    private static final byte[] QUEUED = ascii("{\"event\":\"queued\"");
    private static final byte[] LEFT_QUEUE = ascii("{\"event\":\"left-queue\"");
    private static final byte[] AGENT_ANSWERED = ascii("{\"event\":\"agent-answered\"");
    private static final byte[] RECORDED = ascii("{\"event\":\"recorded\"");
    private static final byte[] SUPERVISED = ascii("{\"event\":\"supervised\"");
    private static final byte[] DISPOSED = ascii("{\"event\":\"disposed\"");
    private static final byte[] ENDED = ascii("{\"event\":\"ended\"");

    private static final byte[] ACTION = member("action");
    private static final byte[] AGENT = member("agent");
    private static final byte[] ANSWERED_MICROS = member("answeredMicros");
    private static final byte[] AT_MICROS = member("atMicros");
    private static final byte[] CALL = member("call");
    private static final byte[] CALLBACK_OF = member("callbackOf");
    private static final byte[] CALLER = member("caller");
    private static final byte[] CALLER_NAME = member("callerName");
    private static final byte[] CODE = member("code");
    private static final byte[] CDR = ascii(",\"cdr\":{");
    private static final byte[] DIALLED = member("dialled");
    private static final byte[] DIRECTION = member("direction");
    private static final byte[] DIVERTED_BY = member("divertedBy");
    private static final byte[] ENDED_BY = member("endedBy");
    private static final byte[] END_MICROS = member("endMicros");
    private static final byte[] FILE = member("file");
    private static final byte[] FROM_MICROS = member("fromMicros");
    private static final byte[] HOW = member("how");
    private static final byte[] ID = member("id");
    private static final byte[] KEYS = member("keys");
    private static final byte[] KEY_ID = member("keyId");
    private static final byte[] LANGUAGE = member("language");
    private static final byte[] LEGS = member("legs");
    private static final byte[] LENGTH_MICROS = member("lengthMicros");
    private static final byte[] LINKED_ID = member("linkedId");
    private static final byte[] LOST_PACKETS = member("lostPackets");
    private static final byte[] NOTE = member("note");
    private static final byte[] OUTCOME = member("outcome");
    private static final byte[] CAUSE = member("cause");
    private static final byte[] PACKETS_LOST = member("packetsLost");
    private static final byte[] PACKETS_RECEIVED = member("packetsReceived");
    private static final byte[] PACKETS_SENT = member("packetsSent");
    private static final byte[] PARTY = member("party");
    private static final byte[] PAUSES = member("pauses");
    private static final byte[] QUALITY = member("quality");
    private static final byte[] MOS = member("mos");
    private static final byte[] JITTER_MICROS = member("jitterMicros");
    private static final byte[] MOST_JITTER_MICROS = member("mostJitterMicros");
    private static final byte[] LONGEST_GAP_MILLIS = member("longestGapMillis");
    private static final byte[] DUPLICATES = member("duplicates");
    private static final byte[] REORDERED = member("reordered");
    private static final byte[] DISCARDED = member("discarded");
    private static final byte[] ROUND_TRIP_MICROS = member("roundTripMicros");
    private static final byte[] REPORTS = member("reports");
    private static final byte[] PEER_LOST = member("peerLost");
    private static final byte[] PEER_JITTER_MICROS = member("peerJitterMicros");
    private static final byte[] PEER_MOS = member("peerMos");
    private static final byte[] QUEUE = member("queue");
    private static final byte[] QUEUE_LEFT = member("queueLeft");
    private static final byte[] QUEUED_MICROS = member("queuedMicros");
    private static final byte[] REASON = member("reason");
    private static final byte[] RECORDING = ascii(",\"recording\":{");
    private static final byte[] SIP_CALL_ID = member("sipCallId");
    private static final byte[] START_MICROS = member("startMicros");
    private static final byte[] STATE = member("state");
    private static final byte[] STATUS = member("status");
    private static final byte[] SUPERVISOR = member("supervisor");
    private static final byte[] SWITCH_ANSWERED_MICROS = member("switchAnsweredMicros");
    private static final byte[] TIMEOUTS = member("timeouts");
    private static final byte[] TO_MICROS = member("toMicros");

    private byte[] octets = new byte[USUAL_OCTETS];
    private int length;

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] member(String name) {
        return ascii(",\"" + name + "\":");
    }

    /** The event's octets, until the next event is written. */
    ByteBuffer write(CallEvent event) {
        if (octets.length > RecordScanner.MAX_PAYLOAD_OCTETS) {
            octets = new byte[USUAL_OCTETS]; // The last one was of no usual length.
        }
        length = 0;
        switch (event) {
            case CallEvent.Started started -> {
                begin(STARTED, event);
                text(CALLER, started.caller());
                text(CALLER_NAME, started.callerName());
                text(DIALLED, started.dialled());
            }
            case CallEvent.Answered _ -> begin(ANSWERED, event);
            case CallEvent.Queued queued -> {
                begin(QUEUED, event);
                text(QUEUE, queued.queue());
                text(LANGUAGE, queued.language());
                text(KEYS, queued.keys());
            }
            case CallEvent.LeftQueue left -> {
                begin(LEFT_QUEUE, event);
                text(QUEUE, left.queue());
                text(REASON, left.reason());
            }
            case CallEvent.AgentAnswered answered -> {
                begin(AGENT_ANSWERED, event);
                text(QUEUE, answered.queue());
                text(AGENT, answered.agent());
            }
            case CallEvent.Beside told -> beside(told);
            case CallEvent.Ended ended -> {
                begin(ENDED, event);
                cdr(ended.cdr());
            }
        }
        octet('}');
        return ByteBuffer.wrap(octets, 0, length);
    }

    private void beside(CallEvent.Beside event) {
        switch (event) {
            case CallEvent.Recorded told -> {
                begin(RECORDED, event);
                recording(told.recording());
            }
            case CallEvent.Disposed told -> {
                begin(DISPOSED, event);
                text(AGENT, told.agent());
                text(CODE, told.code());
            }
            case CallEvent.Supervised told -> {
                begin(SUPERVISED, event);
                text(SUPERVISOR, told.supervisor());
                text(AGENT, told.agent());
                text(ACTION, told.action());
                text(HOW, told.how());
            }
        }
    }

    private void begin(byte[] kind, CallEvent event) {
        raw(kind);
        text(CALL, event.call().value());
        number(AT_MICROS, event.atMicros());
    }

    private void cdr(Cdr cdr) {
        raw(CDR);
        text(ID, cdr.id());
        number(START_MICROS, cdr.startMicros());
        text(CALLER, cdr.caller());
        text(CALLER_NAME, cdr.callerName());
        text(DIALLED, cdr.dialled());
        text(LANGUAGE, cdr.language());
        text(KEYS, cdr.keys());
        number(TIMEOUTS, cdr.timeouts());
        text(QUEUE, cdr.queue());
        number(QUEUED_MICROS, cdr.queuedMicros());
        text(AGENT, cdr.agent());
        number(SWITCH_ANSWERED_MICROS, cdr.switchAnsweredMicros());
        number(ANSWERED_MICROS, cdr.answeredMicros());
        number(END_MICROS, cdr.endMicros());
        text(ENDED_BY, cdr.endedBy());
        text(OUTCOME, cdr.outcome());
        legs(cdr.legs());
        text(LINKED_ID, cdr.linkedId());
        text(DIVERTED_BY, cdr.divertedBy());
        text(QUEUE_LEFT, cdr.queueLeft());
        text(CALLBACK_OF, cdr.callbackOf());
        octet('}');
    }

    private void recording(RecordingRow recording) {
        raw(RECORDING);
        text(ID, recording.id());
        text(FILE, recording.file());
        text(STATE, recording.state().name());
        number(START_MICROS, recording.startMicros());
        number(LENGTH_MICROS, recording.lengthMicros());
        name(PAUSES);
        octet('[');
        for (int i = 0; i < recording.pauses().size(); i++) {
            raw(ascii(i > 0 ? ",{" : "{"));
            number(FROM_MICROS, recording.pauses().get(i).fromMicros());
            number(TO_MICROS, recording.pauses().get(i).toMicros());
            octet('}');
        }
        octet(']');
        text(KEY_ID, recording.keyId());
        number(LOST_PACKETS, recording.lostPackets());
        text(NOTE, recording.note());
        octet('}');
    }

    private void legs(List<Cdr.Leg> legs) {
        name(LEGS);
        octet('[');
        for (int i = 0; i < legs.size(); i++) {
            if (i > 0) {
                octet(',');
            }
            leg(legs.get(i));
        }
        octet(']');
    }

    private void leg(Cdr.Leg leg) {
        octet('{');
        text(PARTY, leg.party());
        text(DIRECTION, leg.direction());
        text(SIP_CALL_ID, leg.sipCallId());
        number(START_MICROS, leg.startMicros());
        number(ANSWERED_MICROS, leg.answeredMicros());
        number(END_MICROS, leg.endMicros());
        number(STATUS, leg.status());
        number(CAUSE, leg.cause());
        number(PACKETS_SENT, leg.packetsSent());
        number(PACKETS_RECEIVED, leg.packetsReceived());
        number(PACKETS_LOST, leg.packetsLost());
        quality(leg.quality());
        octet('}');
    }

    private void quality(Cdr.@Nullable Quality heard) {
        if (heard == null) {
            return;
        }
        name(QUALITY);
        octet('{');
        number(MOS, heard.mos());
        number(JITTER_MICROS, heard.jitterMicros());
        number(MOST_JITTER_MICROS, heard.mostJitterMicros());
        number(LONGEST_GAP_MILLIS, heard.longestGapMillis());
        number(DUPLICATES, heard.duplicates());
        number(REORDERED, heard.reordered());
        number(DISCARDED, heard.discarded());
        number(ROUND_TRIP_MICROS, heard.roundTripMicros());
        number(REPORTS, heard.reports());
        number(PEER_LOST, heard.peerLost());
        number(PEER_JITTER_MICROS, heard.peerJitterMicros());
        number(PEER_MOS, heard.peerMos());
        octet('}');
    }

    /** A member that is left out when there is none. */
    private void text(byte[] member, @Nullable String value) {
        if (value == null) {
            return;
        }
        name(member);
        octet('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < 0x80) {
                asciiCharacter(c);
            } else if (Character.isSurrogate(c)) {
                i += surrogate(value, i);
            } else {
                twoOrThreeOctets(c);
            }
        }
        octet('"');
    }

    /** A member's name, with a comma before it unless it is the first of its object. */
    private void name(byte[] member) {
        int comma = octets[length - 1] == '{' ? 1 : 0;
        reserve(member.length);
        System.arraycopy(member, comma, octets, length, member.length - comma);
        length += member.length - comma;
    }

    private void number(byte[] member, long value) {
        name(member);
        if (value < 0) {
            raw(ascii(Long.toString(value)));
            return;
        }
        reserve(ROOM);
        int digits = 1;
        for (long rest = value / 10; rest > 0; rest /= 10) {
            digits++;
        }
        long rest = value;
        for (int i = length + digits - 1; i >= length; i--) {
            octets[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
    }

    private void asciiCharacter(char c) {
        switch (c) {
            case '"', '\\' -> escaped(c);
            case '\b' -> escaped('b');
            case '\t' -> escaped('t');
            case '\n' -> escaped('n');
            case '\f' -> escaped('f');
            case '\r' -> escaped('r');
            default -> {
                if (c < ' ') {
                    hexadecimal(c);
                } else {
                    octet(c);
                }
            }
        }
    }

    private void escaped(char c) {
        octet('\\');
        octet(c);
    }

    private void hexadecimal(char c) {
        escaped('u');
        for (int shift = 12; shift >= 0; shift -= 4) {
            octet(HEX[(c >> shift) & 0xF]);
        }
    }

    private void twoOrThreeOctets(char c) {
        if (c < 0x800) {
            octet(0xC0 | (c >> 6));
        } else {
            octet(0xE0 | (c >> 12));
            sixBits(c >> 6);
        }
        sixBits(c);
    }

    /** Returns how many more characters were taken. */
    private int surrogate(String value, int at) {
        int codePoint = value.codePointAt(at);
        if (!Character.isSupplementaryCodePoint(codePoint)) {
            hexadecimal(value.charAt(at)); // Half a character; UTF-8 has no octets for it.
            return 0;
        }
        octet(0xF0 | (codePoint >> 18));
        sixBits(codePoint >> 12);
        sixBits(codePoint >> 6);
        sixBits(codePoint);
        return 1;
    }

    private void sixBits(int bits) {
        octet(0x80 | (bits & 0x3F));
    }

    private void raw(byte[] these) {
        reserve(these.length);
        System.arraycopy(these, 0, octets, length, these.length);
        length += these.length;
    }

    private void octet(int low) {
        reserve(1);
        octets[length++] = (byte) low;
    }

    private void reserve(int more) {
        if (length + more > octets.length) {
            octets = Arrays.copyOf(octets, Math.max(length + more, 2 * octets.length));
        }
    }
}
