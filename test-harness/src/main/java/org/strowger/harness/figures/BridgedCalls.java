package org.strowger.harness.figures;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.strowger.harness.bench.CallerTexts;
import org.strowger.harness.bench.OneThreadSwitch;
import org.strowger.harness.phone.SipText;
import org.strowger.server.conf.SwitchConf;
import org.strowger.sip.Flow;

/** Callers of 4003 and the carrier behind the trunk, of a switch in this thread. */
final class BridgedCalls {

    private static final int CALLER_PORT = 5062;
    private static final String SDP =
            """
            v=0
            o=- 7 7 IN IP4 127.0.0.1
            s=-
            c=IN IP4 127.0.0.1
            t=0 0
            m=audio 41000 RTP/AVP 0 96
            a=rtpmap:96 telephone-event/8000
            """
                    .replace("\n", "\r\n");

    private final OneThreadSwitch strowger;
    private final InetSocketAddress local;
    private final int trunkPort;
    private final List<String> sent = new ArrayList<>();

    BridgedCalls(OneThreadSwitch strowger, SwitchConf conf) {
        this.strowger = strowger;
        this.local = conf.sip().listen();
        this.trunkPort = conf.trunks().getFirst().hosts().getFirst().address().getPort();
        strowger.hear((_, message) -> sent.add(new String(message, StandardCharsets.UTF_8)));
    }

    /** A call that both sides have. @return the caller's To tag, for its end */
    String call(long number) {
        strowger.receive(CallerTexts.invite(number, "4003"), from(CALLER_PORT));
        var invite = taken("INVITE sip:");
        strowger.receive(answer(invite, number), from(trunkPort));
        taken("ACK sip:");
        var tag = CallerTexts.toTag(taken("SIP/2.0 200 "));
        strowger.receive(CallerTexts.ack(number, tag), from(CALLER_PORT));
        sent.clear();
        return tag;
    }

    /** The caller hangs up, and the carrier agrees. */
    void end(long number, String tag) {
        strowger.receive(CallerTexts.bye(number, tag), from(CALLER_PORT));
        var bye = taken("BYE sip:");
        strowger.receive(parsed(bye).response("200 OK", "").octets(), from(trunkPort));
        sent.clear();
    }

    /** From the trunk's address: strangers may not call 4003. */
    private Flow from(int port) {
        var remote = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
        return new Flow(Flow.Transport.UDP, local, remote, 0);
    }

    private String taken(String start) {
        return sent.stream()
                .filter(message -> message.startsWith(start))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no " + start + " in " + sent));
    }

    private byte[] answer(String invite, long number) {
        return parsed(invite)
                .response("200 OK", "c" + number)
                .with("Contact", "<sip:carrier@127.0.0.1:" + trunkPort + ">")
                .withBody("application/sdp", SDP)
                .octets();
    }

    private static SipText parsed(String message) {
        var octets = message.getBytes(StandardCharsets.UTF_8);
        return SipText.parse(octets, octets.length);
    }
}
