package org.strowger.server.trace;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.strowger.control.SipTrace;
import org.strowger.control.SipTrace.Query;
import org.strowger.control.TooManyTracesException;
import org.strowger.sip.Flow;
import org.strowger.sip.trace.SipTap;

class TracerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Query ALL = new Query(null, null, null, false);

    private final AtomicLong time = new AtomicLong(1_700_000_000_000_000L);
    private final SipTap tap = new SipTap(time::get);
    private final List<List<String>> dialogs = new ArrayList<>();
    private @Nullable Tracer tracer;

    @BeforeEach
    void start() throws IOException {
        tracer = new Tracer(tap, null, () -> CompletableFuture.completedFuture(dialogs));
    }

    @AfterEach
    void stop() throws IOException {
        tracer().close();
        assertEquals(0, tap.now(), "the tap is off");
    }

    private Tracer tracer() {
        return Objects.requireNonNull(tracer);
    }

    private static Flow flow() {
        return new Flow(
                Flow.Transport.UDP,
                new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 5060),
                new InetSocketAddress(InetAddress.ofLiteral("2001:db8::1"), 5070),
                0);
    }

    private static byte[] message(String method, String callId, String from, String to) {
        return """
        %1$s sip:%4$s:pw@192.0.2.1 SIP/2.0\r
        Via: SIP/2.0/UDP 192.0.2.9;branch=z9hG4bK1\r
        From: <sip:%3$s@192.0.2.9>;tag=1\r
        To: <sip:%4$s@192.0.2.1>\r
        Call-ID: %2$s\r
        CSeq: 1 %1$s\r
        Authorization: Digest username="1001", response="0123"\r
        \r
        """
                .formatted(method, callId, from, to)
                .getBytes(UTF_8);
    }

    private void received(String method, String callId, String from, String to) {
        time.incrementAndGet();
        tap.received(flow(), message(method, callId, from, to));
    }

    /** Titles of the next messages, as soon as there are as many. */
    private static List<String> calls(SipTrace.Viewer viewer, int messages) {
        var ids = new ArrayList<String>();
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (ids.size() < messages && System.nanoTime() < end) {
            for (var message : viewer.next(Duration.ofSeconds(1)).messages()) {
                ids.add(message.cseq() + " " + message.callId());
            }
        }
        return ids;
    }

    @Test
    void aMessageIsShownWithoutItsSecrets() {
        try (var viewer = tracer().open(new Query(null, null, null, true))) {
            received("INVITE", "a", "1001", "4000");
            var message = viewer.next(PATIENCE).messages().getFirst();
            var raw = Objects.requireNonNull(message.raw());
            assertEquals(
                    new SipTrace.Message(
                            "2023-11-14T22:13:20.000001Z",
                            false,
                            "UDP",
                            "192.0.2.1:5060",
                            "[2001:db8::1]:5070",
                            "INVITE sip:4000:**@192.0.2.1",
                            "1 INVITE",
                            "a",
                            "1001",
                            "4000",
                            "",
                            raw),
                    message);
            assertTrue(raw.contains("response=\"****\""), raw);
            assertFalse(raw.contains("pw"), raw);
        }
    }

    @Test
    void theTapIsOnWhileSomebodyWatches() {
        assertEquals(0, tap.now());
        var first = tracer().open(ALL);
        var second = tracer().open(ALL);
        assertEquals(2, tracer().viewers());
        first.close();
        first.close();
        assertTrue(tap.now() > 0, "one is left");
        received("BYE", "a", "1", "2");
        var batch = second.next(PATIENCE);
        assertNull(batch.messages().getFirst().raw());
        assertFalse(batch.over());
        second.close();
        assertEquals(0, tap.now());
        assertEquals(0, tracer().viewers());
    }

    @Test
    void afterEveryoneHasLeftItBeginsAnew() {
        tracer().open(ALL).close();
        try (var viewer = tracer().open(ALL)) {
            received("BYE", "again", "1", "2");
            assertEquals(List.of("1 BYE again"), calls(viewer, 1));
        }
    }

    @Test
    void theCallersLegIsShownFromItsBeginningWhenTheAgentsIsFound() {
        try (var viewer = tracer().open(new Query("1001", null, null, false))) {
            received("INVITE", "a", "555", "4002");
            received("INVITE", "x", "556", "4002");
            received("ACK", "a", "555", "4002");
            received("INVITE", "b", "555", "1001");
            tap.linked("a", "b");
            received("BYE", "a", "555", "4002");
            var shown = calls(viewer, 4);
            assertEquals(
                    Set.of("1 INVITE a", "1 ACK a", "1 INVITE b", "1 BYE a"), Set.copyOf(shown));
            assertTrue(shown.indexOf("1 INVITE a") < shown.indexOf("1 ACK a"), shown.toString());
            assertTrue(shown.indexOf("1 ACK a") < shown.indexOf("1 BYE a"), shown.toString());
        }
    }

    @Test
    void aCallThatTalksAlreadyIsFollowedOnBothLegs() {
        dialogs.add(List.of("a", "b", "c"));
        try (var viewer = tracer().open(new Query(null, "c", null, false))) {
            received("BYE", "c", "555", "1001");
            received("BYE", "z", "555", "1001");
            received("BYE", "a", "555", "1001");
            assertEquals(List.of("1 BYE c", "1 BYE a"), calls(viewer, 2));
        }
    }

    @Test
    void onlySoManyASecondAreShownAndTheRestCounted() {
        try (var viewer = tracer().open(ALL)) {
            for (int i = 0; i < TraceViewer.PER_SECOND + 5; i++) {
                tap.received(flow(), message("OPTIONS", "a", "1", "2"));
            }
            time.addAndGet(1_000_000);
            received("BYE", "a", "1", "2");
            int shown = 0;
            long hidden = 0;
            while (shown + hidden < TraceViewer.PER_SECOND + 6) {
                var batch = viewer.next(PATIENCE);
                assertFalse(batch.isEmpty(), shown + " shown, " + hidden + " hidden");
                shown += batch.messages().size();
                hidden += batch.hidden();
            }
            assertEquals(TraceViewer.PER_SECOND + 1, shown);
            assertEquals(5, hidden);
        }
    }

    @Test
    void whatTheQueueHasNoRoomForIsCountedAndNobodyWaits() {
        try (var viewer = tracer().open(ALL)) {
            var large = new byte[65_535];
            for (int i = 0; i < 20_000; i++) {
                tap.received(flow(), large);
            }
            await().until(() -> tracer().lost() > 0);
            long lost = 0;
            while (lost == 0) {
                lost = viewer.next(PATIENCE).lost();
            }
            assertTrue(lost > 0);
            assertEquals(tracer().lost(), tracer().counters().get("lost"));
        }
    }

    @Test
    void oneViewerTooManyIsRefusedAndTheStopEndsThemAll() throws IOException {
        var viewers = new ArrayList<SipTrace.Viewer>();
        for (int i = 0; i < Tracer.VIEWERS; i++) {
            viewers.add(tracer().open(ALL));
        }
        assertThrows(TooManyTracesException.class, () -> tracer().open(ALL));
        tracer().close();
        assertTrue(viewers.getFirst().next(Duration.ofMillis(1)).over());
        viewers.forEach(SipTrace.Viewer::close);
    }

    @Test
    void whatIsNoSipIsShownAsItIs() {
        try (var viewer = tracer().open(ALL)) {
            tap.received(flow(), "nonsense \u0001".getBytes(UTF_8));
            var message = viewer.next(PATIENCE).messages().getFirst();
            assertEquals("nonsense \u0001", message.title());
            assertEquals("", message.cseq());
        }
    }
}
