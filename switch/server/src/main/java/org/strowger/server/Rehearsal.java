package org.strowger.server;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.strowger.base.Entropy;
import org.strowger.base.TimerWheel;
import org.strowger.call.Switchboard;
import org.strowger.media.StillMedia;
import org.strowger.records.CallEvent;
import org.strowger.records.RecordSink;
import org.strowger.server.conf.SwitchConf;
import org.strowger.sip.Flow;
import org.strowger.sip.SipCounters;
import org.strowger.sip.core.SipCore;
import org.strowger.sip.message.InboundMessage;
import org.strowger.sip.message.MalformedSipMessageException;
import org.strowger.sip.message.SipIndex;

/**
 * Plays calls through the real signalling code before the switch opens, without a network, so that
 * its classes are loaded and compiled: else the first caller after a start waits half a second, and
 * sends the INVITE again. Nothing of it is recorded or counted.
 */
final class Rehearsal {

    private static final int CALLS = 300;
    private static final long CALL_MICROS = 100_000;

    private final ArrayDeque<Runnable> steps = new ArrayDeque<>();
    private final TimerWheel wheel = new TimerWheel(5_000, 0);
    private final InetSocketAddress here;
    private final Flow flow;
    private final SipCore sip;
    private long nowMicros;
    private String lastSent = "";

    private Rehearsal(SwitchConf conf, Plans plans) {
        here = conf.sip().listen();
        var caller = new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 5060);
        flow = new Flow(Flow.Transport.UDP, here, caller, 0);
        var switchboard =
                new Switchboard(
                        new Switchboard.Parts(
                                "rehearsal",
                                CALLS,
                                TimeUnit.HOURS.toMicros(1),
                                steps::add,
                                () -> nowMicros,
                                wheel,
                                plans.numbers(),
                                new StillMedia(
                                        new InetSocketAddress(
                                                InetAddress.ofLiteral("192.0.2.2"), 6000)),
                                _ -> true,
                                new Nowhere()));
        sip =
                new SipCore(
                        SipSettings.core(conf),
                        () -> nowMicros,
                        Entropy.seeded(1),
                        wheel,
                        this::sent,
                        switchboard,
                        new SipCounters());
        switchboard.speak(SpokenCodecs.of(conf.rtp()));
        switchboard.open(sip, "rehearsal", plans.acd());
    }

    /** Rehearses calls to every public number in turn. */
    static void of(SwitchConf conf, Plans plans) {
        var rehearsal = new Rehearsal(conf, plans);
        var numbers = List.copyOf(conf.numbers().everybody().keySet());
        for (int i = 0; i < CALLS && !numbers.isEmpty(); i++) {
            rehearsal.call(i, numbers.get(i % numbers.size()));
        }
    }

    private void call(int number, String dialled) {
        receive("INVITE", dialled, number, 1, "");
        var answer = lastSent;
        if (answer.startsWith("SIP/2.0 200")) {
            var tag = answer.replaceFirst("(?s).*\r\nTo:[^\r]*;tag=([^;\r]+).*", ";tag=$1");
            receive("ACK", dialled, number, 1, tag);
            receive("BYE", dialled, number, 2, tag);
        } else {
            receive("CANCEL", dialled, number, 1, "");
        }
        nowMicros += CALL_MICROS;
        wheel.advance(nowMicros);
    }

    private void receive(String method, String dialled, int number, int cseq, String toTag) {
        var head = head(method, dialled, number, cseq, toTag);
        var message =
                method.equals("INVITE") ? withOffer(head) : head + "Content-Length: 0\r\n\r\n";
        deliver(message.getBytes(StandardCharsets.US_ASCII));
        var step = steps.poll();
        while (step != null) {
            step.run();
            step = steps.poll();
        }
    }

    private String head(String method, String dialled, int number, int cseq, String toTag) {
        return """
        %1$s sip:%2$s@%3$s SIP/2.0\r
        Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK-%4$d-%5$d;rport\r
        From: <sip:rehearsal@192.0.2.1>;tag=%4$d\r
        To: <sip:%2$s@%3$s>%6$s\r
        Call-ID: rehearsal-%4$d\r
        CSeq: %5$d %1$s\r
        Contact: <sip:rehearsal@192.0.2.1>\r
        Max-Forwards: 70\r
        """
                .formatted(method, dialled, host(), number, cseq, toTag);
    }

    private static String withOffer(String head) {
        var offer =
                """
                v=0\r
                o=- 1 1 IN IP4 192.0.2.1\r
                s=-\r
                c=IN IP4 192.0.2.1\r
                t=0 0\r
                m=audio 6000 RTP/AVP 0 8 101\r
                a=rtpmap:101 telephone-event/8000\r
                """;
        var type = "Content-Type: application/sdp\r\n";
        return head + type + "Content-Length: " + offer.length() + "\r\n\r\n" + offer;
    }

    private void deliver(byte[] octets) {
        try {
            sip.received(new InboundMessage(octets, SipIndex.of(octets), flow));
        } catch (MalformedSipMessageException e) {
            throw new IllegalStateException("the rehearsal speaks no SIP", e);
        }
    }

    private String host() {
        return here.getAddress().getHostAddress();
    }

    private boolean sent(Flow to, byte[] message) {
        lastSent = new String(message, StandardCharsets.US_ASCII);
        return true;
    }

    /** Keeps nothing. */
    private static final class Nowhere implements RecordSink {
        @Override
        public void append(CallEvent event) {}

        @Override
        public boolean acceptsNewCalls() {
            return true;
        }
    }
}
