package org.strowger.records;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.strowger.base.CallId;

/** Events written by hand are what the mapper would write, and are read as they were. */
class EventJsonTest {

    private static final int EVENTS = 20_000;
    private static final int LONGEST_TEXT = 12;

    private final Random random = new Random(1);
    private final EventJson json = new EventJson();

    @Test
    void randomEventsAreWhatTheMapperWritesAndAreReadAsTheyWere() {
        for (int i = 0; i < EVENTS; i++) {
            check(event());
        }
    }

    @Test
    void aRecordOfAnyLengthIsWrittenAndTheNextOneToo() {
        check(new CallEvent.Started(new CallId("1-a-1"), 1, "1", "ü".repeat(3 << 20), "4000"));
        check(Calls.ended("1-a-1", 1, 2));
    }

    @Test
    void halfACharacterIsReadAsItWas() {
        var event = new CallEvent.Started(new CallId("1-a-1"), 1, "\uD83D", "\uDE00x", "4000");
        assertEquals(event, EventCodec.decode(copy(json.write(event))));
    }

    @Test
    void whatWasWrittenBeforeThereWereCausesAndQualityHasNone() {
        var octets = copy(json.write(Calls.ended("1-a-1", 1, 2)));
        var old =
                StandardCharsets.UTF_8
                        .decode(octets)
                        .toString()
                        .replaceAll("\"cause\":\\d+,", "")
                        .replaceAll(",\"quality\":[{][^}]*[}]", "");
        assertEquals(-1, old.indexOf("cause"), old);
        assertEquals(-1, old.indexOf("mos"), old);
        var read = EventCodec.decode(StandardCharsets.UTF_8.encode(old));
        var legs = ((CallEvent.Ended) read).cdr().legs();
        assertEquals(List.of(0, 0), legs.stream().map(Cdr.Leg::cause).toList());
        assertTrue(legs.stream().allMatch(leg -> leg.quality() == null));
    }

    private void check(CallEvent event) {
        var written = copy(json.write(event));
        var list = EventCodec.encodeAll(List.of(event));
        assertEquals(
                list.substring(1, list.length() - 1),
                StandardCharsets.UTF_8.decode(written.duplicate()).toString());
        assertEquals(event, EventCodec.decode(written));
    }

    private static ByteBuffer copy(ByteBuffer octets) {
        return ByteBuffer.allocate(octets.remaining()).put(octets).flip();
    }

    private CallEvent event() {
        var call = new CallId("1-a-" + random.nextInt());
        return switch (random.nextInt(9)) {
            case 0 -> new CallEvent.Started(call, micros(), text(), text(), text());
            case 1 -> new CallEvent.Answered(call, micros());
            case 2 -> new CallEvent.Queued(call, micros(), text(), text(), text());
            case 3 -> new CallEvent.AgentAnswered(call, micros(), text(), text());
            case 4 -> new CallEvent.Recorded(call, micros(), recording());
            case 5 -> new CallEvent.Supervised(call, micros(), text(), text(), text(), text());
            case 6 -> new CallEvent.Disposed(call, micros(), text(), text());
            case 7 -> new CallEvent.LeftQueue(call, micros(), text(), text());
            default -> new CallEvent.Ended(call, micros(), cdr(call));
        };
    }

    private RecordingRow recording() {
        var pauses =
                IntStream.range(0, random.nextInt(3))
                        .mapToObj(_ ->
                                new RecordingRow.Pause(
                                        micros(), random.nextBoolean() ? -1 : micros()))
                        .toList();
        var states = RecordingRow.State.values();
        return new RecordingRow(
                text(),
                text(),
                states[random.nextInt(states.length)],
                micros(),
                micros(),
                pauses,
                text(),
                micros(),
                text());
    }

    private Cdr cdr(CallId call) {
        return new Cdr(
                call.value(),
                micros(),
                text(),
                text(),
                text(),
                text(),
                text(),
                random.nextInt(),
                textOrNull(),
                micros(),
                textOrNull(),
                micros(),
                micros(),
                micros(),
                text(),
                text(),
                IntStream.range(0, random.nextInt(4)).mapToObj(_ -> leg()).toList(),
                textOrNull(),
                textOrNull(),
                null,
                textOrNull(),
                textOrNull());
    }

    private Cdr.Leg leg() {
        return new Cdr.Leg(
                text(),
                text(),
                text(),
                micros(),
                micros(),
                micros(),
                random.nextInt(1_000),
                random.nextInt(128),
                micros(),
                micros(),
                micros(),
                random.nextInt(3) == 0 ? null : quality());
    }

    private Cdr.Quality quality() {
        return new Cdr.Quality(
                random.nextInt(451),
                random.nextInt(),
                random.nextInt(),
                random.nextInt(),
                micros(),
                micros(),
                micros(),
                random.nextInt(),
                micros(),
                micros(),
                random.nextInt(),
                random.nextInt(451));
    }

    private long micros() {
        return switch (random.nextInt(4)) {
            case 0 -> random.nextInt(12);
            case 1 -> random.nextLong();
            case 2 -> random.nextBoolean() ? Long.MIN_VALUE : Long.MAX_VALUE;
            default -> 1_800_000_000_000_000L + random.nextInt();
        };
    }

    private @Nullable String textOrNull() {
        return random.nextInt(3) == 0 ? null : text();
    }

    /** Characters that are escaped, and of one to four octets. */
    private String text() {
        var text = new StringBuilder();
        for (int i = random.nextInt(LONGEST_TEXT); i > 0; i--) {
            text.appendCodePoint(
                    switch (random.nextInt(5)) {
                        case 0 -> random.nextInt(0x80);
                        case 1 -> random.nextInt(0x800);
                        case 2 -> random.nextInt(0xD800);
                        case 3 -> 0xE000 + random.nextInt(0x10_0000);
                        default -> 'a' + random.nextInt(26);
                    });
        }
        return text.toString();
    }
}
