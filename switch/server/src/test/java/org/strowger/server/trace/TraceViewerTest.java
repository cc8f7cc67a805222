package org.strowger.server.trace;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.strowger.control.SipTrace.Query;
import org.strowger.sip.Flow;
import org.strowger.sip.trace.LegLinks;
import org.strowger.sip.trace.SipTap;
import org.strowger.sip.trace.Sketch;
import org.strowger.sip.trace.TracedMessage;

class TraceViewerTest {

    private static final int LARGE = 60_000;

    private static Seen seen() {
        var here = new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 5060);
        var text = "OPTIONS sip:h SIP/2.0\r\nCall-ID: a\r\n\r\n";
        var octets = (text + "x".repeat(LARGE - text.length())).getBytes(UTF_8);
        var flow = new Flow(Flow.Transport.UDP, here, here, 0);
        return new Seen(new TracedMessage(1, false, flow, octets), Sketch.of(octets));
    }

    @Test
    void whatWaitsForASlowViewerIsBoundedInOctets() throws IOException {
        var tap = new SipTap(() -> 1);
        try (var tracer =
                new Tracer(tap, null, () -> CompletableFuture.completedFuture(List.of()))) {
            var viewer =
                    new TraceViewer(tracer, new Query(null, null, null, false), new LegLinks());
            int fit = (int) (TraceViewer.WAITING_OCTETS / LARGE);
            for (int round = 0; round < 2; round++) {
                for (int i = 0; i < fit + 10; i++) {
                    viewer.message(seen(), new History());
                }
                var batch = viewer.next(Duration.ZERO);
                assertEquals(fit, batch.messages().size());
                assertEquals(10, batch.hidden());
            }
        }
    }
}
