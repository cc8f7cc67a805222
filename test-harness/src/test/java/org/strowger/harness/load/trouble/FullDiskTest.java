package org.strowger.harness.load.trouble;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.harness.city.Twins;
import org.strowger.harness.load.Interruption;
import org.strowger.harness.load.result.Finding;
import org.strowger.harness.load.result.Result;
import org.strowger.harness.process.CannotMountException;
import org.strowger.records.CallEvent;
import org.strowger.records.RecordSink;

/** A full disk where nothing can be mounted: the city's, with the same promise. */
class FullDiskTest {

    private static final String WHY = "mounting is not allowed in this test";

    @TempDir Path folder;

    private Result run(Twins twins) {
        FullDisk.Mount never =
                (_, _) -> {
                    throw new CannotMountException(WHY);
                };
        return Troubles.write(
                List.of(new FullDisk(never, twins)),
                "test",
                folder,
                true,
                System.out,
                new Interruption());
    }

    private static List<Finding> broken(Result result) {
        return result.rounds().getFirst().findings().stream().filter(f -> !f.holds()).toList();
    }

    private void finds(Twins defect, String name, String detail) {
        var broken = broken(run(defect));
        assertTrue(
                broken.stream().anyMatch(f -> f.name().equals(name) && f.detail().matches(detail)),
                broken::toString);
    }

    @Test
    void itIsTheSimulatedOneWithTheSamePromiseAndSaysSo() throws Exception {
        var result = run(Twins.plain());
        assertEquals(List.of(), broken(result));
        var round = result.rounds().getFirst();
        assertEquals(
                "on the simulated disk; callers get through; alarm, calls go on; callers get"
                        + " through; refuses; 503 with Retry-After; somebody was refused; goes on"
                        + " by itself, the alarm ends; callers get through; a record of each call,"
                        + " nothing left",
                round.findings().stream().map(Finding::name).collect(Collectors.joining("; ")));
        var first = round.findings().getFirst();
        assertTrue(first.detail().endsWith(WHY), first.detail());
        assertEquals("simulated", round.settings().get("disk"));
        assertEquals(80, round.sessions().attempted());
        assertTrue(round.sessions().failures().getOrDefault("503", 0L) > 5, round::toString);
        assertTrue(round.sessions().established() > 40, round::toString);
        assertTrue(Files.readString(folder.resolve("summary.json")).contains(WHY));
        assertTrue(Files.exists(folder.resolve("index.html")));
    }

    @Test
    void callsThatAreTakenWhileItIsFullAreFound() {
        finds(
                Twins.plain().withRecords(next -> new Sink(next, (_, _) -> true, true)),
                "a record of each call, nothing left",
                "took the call of 555\\d+ though \\d+ octets are left on the disk, FULL for .*");
    }

    @Test
    void aRecordThatIsLostWhileItIsFullIsFound() {
        BiPredicate<RecordSink, CallEvent> losing =
                (next, event) -> next.acceptsNewCalls() || !(event instanceof CallEvent.Ended);
        finds(
                Twins.plain().withRecords(next -> new Sink(next, losing, false)),
                "a record of each call, nothing left",
                "call city-.* is over, and the spool was not told its end");
    }

    @Test
    void aRefusalThatDoesNotSayWhenToComeAgainIsFound() {
        finds(
                Twins.plain().withSender(next -> (flow, message) -> next.send(flow, mute(message))),
                "503 with Retry-After",
                "(\\d+) callers, \\1 of them not so");
    }

    private static byte[] mute(byte[] message) {
        return new String(message, UTF_8).replaceAll("Retry-After:.*\r\n", "").getBytes(UTF_8);
    }

    /**
     * A sink with a defect.
     *
     * @param keeps whether an event reaches the spool
     * @param takesAll whether new calls are taken whatever the spool says
     */
    private record Sink(RecordSink next, BiPredicate<RecordSink, CallEvent> keeps, boolean takesAll)
            implements RecordSink {
        @Override
        public void append(CallEvent event) {
            if (keeps.test(next, event)) {
                next.append(event);
            }
        }

        @Override
        public boolean acceptsNewCalls() {
            return takesAll || next.acceptsNewCalls();
        }
    }
}
