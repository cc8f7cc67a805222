package org.strowger.harness.farm;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.strowger.base.TimerWheel;
import org.strowger.harness.phone.SipText;
import org.strowger.harness.process.Ports;
import org.strowger.harness.rtp.SoundSource;

/** A farm's ground without sockets: time moves when the test says so, datagrams stay here. */
final class Bench implements Network {

    static final InetSocketAddress SWITCH = Ports.at(5060);

    final List<SipText> sent = new ArrayList<>();
    final TimerWheel timers = new TimerWheel(1_000, 0);
    final Ground ground =
            Ground.of("t-", () -> this.now, timers, this, new Random(1), SoundSource.none());
    final Asks asks = new Asks(ground);
    private long now;

    void pass(Duration time) {
        long end = now + time.toNanos() / 1_000;
        while (now < end) {
            now = Math.min(end, now + 1_000);
            timers.advance(now);
        }
    }

    /** What was sent since the last call of this. */
    List<String> starts() {
        var starts = sent.stream().map(SipText::startLine).toList();
        sent.clear();
        return starts;
    }

    SipText last() {
        return sent.getLast();
    }

    long count(Count count) {
        return ground.counters().of(count);
    }

    static SipText request(String method, int sequence, String callId) {
        var bare =
                SipText.of(method + " sip:1001@127.0.0.1:4000 SIP/2.0")
                        .with("Via", "SIP/2.0/UDP 127.0.0.1:5060;branch=z9hG4bKx" + callId)
                        .with("From", "<sip:5551001@127.0.0.1>;tag=theirs")
                        .with("To", "<sip:1001@127.0.0.1>")
                        .with("Call-ID", callId)
                        .with("CSeq", sequence + " " + method)
                        .with("Contact", "<sip:n1@127.0.0.1:5060>");
        return method.equals("INVITE") ? bare.withBody("application/sdp", OFFER) : bare;
    }

    /** A response to the last request that was sent. */
    static SipText response(SipText request, String status) {
        var bytes = Texts.response(request, status, "theirs", "", "");
        return SipText.parse(bytes, bytes.length);
    }

    @Override
    public int sockets() {
        return 1;
    }

    @Override
    public InetSocketAddress local(int socket) {
        return Ports.at(4000);
    }

    @Override
    public void send(int socket, byte[] datagram, InetSocketAddress to) {
        sent.add(SipText.parse(datagram, datagram.length));
    }

    private static final String OFFER =
            """
            v=0
            o=- 1 1 IN IP4 127.0.0.1
            s=-
            c=IN IP4 127.0.0.1
            t=0 0
            m=audio 20000 RTP/AVP 8 0 96
            a=rtpmap:96 telephone-event/8000
            a=sendonly
            """;
}
