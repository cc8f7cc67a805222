package org.strowger.harness.figures;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.strowger.base.Entropy;
import org.strowger.base.TimerWheel;
import org.strowger.harness.bench.CallerTexts;
import org.strowger.server.SipSettings;
import org.strowger.server.conf.SwitchConf;
import org.strowger.sip.Flow;
import org.strowger.sip.IncomingLeg;
import org.strowger.sip.LegEnd;
import org.strowger.sip.LegEvents;
import org.strowger.sip.SipCounters;
import org.strowger.sip.SipEvents;
import org.strowger.sip.core.SipCore;
import org.strowger.sip.message.InboundMessage;
import org.strowger.sip.message.MalformedSipMessageException;
import org.strowger.sip.message.SipIndex;
import org.strowger.sip.sdp.AudioDescription;
import org.strowger.sip.sdp.Codec;

/**
 * The module switch/sip in this thread, under a call control that answers every call and remembers
 * none: what lives then is what the signalling keeps.
 */
final class SignallingAlone implements SipEvents {

    private static final long TICK = 5_000;
    private static final int PORT = 5062;

    private static final LegEvents LISTENER =
            new LegEvents() {
                @Override
                public @Nullable AudioDescription offered(AudioDescription offer) {
                    return null;
                }

                @Override
                public void ended(LegEnd end) {}
            };

    private final InetSocketAddress local;
    private final AudioDescription ours;
    private final TimerWheel wheel;
    private final SipCore core;
    private long now = TimeUnit.DAYS.toMicros(20_000);
    private byte[] sent = {};

    SignallingAlone(SwitchConf conf) {
        local = conf.sip().listen();
        ours =
                new AudioDescription(
                        new InetSocketAddress(local.getAddress(), 20_000),
                        List.of(Codec.PCMU),
                        96,
                        AudioDescription.Direction.SENDRECV,
                        false);
        wheel = new TimerWheel(TICK, now);
        core =
                new SipCore(
                        SipSettings.core(conf),
                        () -> now,
                        Entropy.seeded(1),
                        wheel,
                        (_, message) -> {
                            sent = message;
                            return true;
                        },
                        this,
                        new SipCounters());
    }

    /** A call is answered, and its ACK comes. */
    void call(long number) {
        receive(CallerTexts.invite(number, "4001"));
        var answer = new String(sent, StandardCharsets.ISO_8859_1);
        receive(CallerTexts.ack(number, CallerTexts.toTag(answer)));
    }

    /** As in production each message has a source of its own, but the address of ours is one. */
    private void receive(byte[] octets) {
        var remote = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.9"), PORT);
        var flow = new Flow(Flow.Transport.UDP, local, remote, 0);
        try {
            core.received(new InboundMessage(octets, SipIndex.of(octets), flow));
        } catch (MalformedSipMessageException e) {
            throw new IllegalStateException("the caller sent no SIP", e);
        }
    }

    /** Time passes. */
    void passes(long micros) {
        now += micros;
        wheel.advance(now);
    }

    int dialogs() {
        return core.dialogs();
    }

    @Override
    public LegEvents incoming(IncomingLeg leg) {
        leg.answer(ours); // It is call control's, and the same for all.
        return LISTENER;
    }

    @Override
    public void reachable(String user) {}

    @Override
    public void unreachable(String user) {}

    @Override
    public boolean mayPickUp(String user, String rung) {
        return false;
    }
}
