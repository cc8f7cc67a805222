package org.strowger.harness.bench;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import org.strowger.base.Entropy;
import org.strowger.base.TimerWheel;
import org.strowger.call.Switchboard;
import org.strowger.media.StillMedia;
import org.strowger.records.Spool;
import org.strowger.records.SpoolLimits;
import org.strowger.records.SpoolPosition;
import org.strowger.server.Plans;
import org.strowger.server.SipSettings;
import org.strowger.server.conf.SwitchConf;
import org.strowger.sip.Flow;
import org.strowger.sip.SipCounters;
import org.strowger.sip.SipSender;
import org.strowger.sip.core.SipCore;
import org.strowger.sip.message.InboundMessage;
import org.strowger.sip.message.MalformedSipMessageException;
import org.strowger.sip.message.SipIndex;

/**
 * The production code of SIP, call control, scripts and spool in the caller's thread, joined as
 * {@code org.strowger.server.Switch} joins it: no sockets, media that are still, a disk that keeps
 * nothing, and a distributor that is told of everything and never says a word. The city's switch is
 * the same with phones, faults and checks around it, which would be measured as well.
 */
public final class OneThreadSwitch {

    private static final long TICK = 5_000;
    private static final InetSocketAddress CALLER =
            new InetSocketAddress(InetAddress.ofLiteral("127.0.0.9"), 5062);

    private final ArrayDeque<Runnable> posted = new ArrayDeque<>();
    private final Nowhere disk = new Nowhere();
    private final Flow flow;
    private final TimerWheel wheel;
    private final Spool spool;
    private final Switchboard switchboard;
    private final SipCore sip;
    private long now = TimeUnit.DAYS.toMicros(20_000);
    private byte[] sent = {};
    private SipSender hears = (_, _) -> true;

    /** One that has begun to take calls. */
    public OneThreadSwitch(SwitchConf conf) {
        var plans = Plans.of(conf);
        flow = new Flow(Flow.Transport.UDP, conf.sip().listen(), CALLER, 0);
        wheel = new TimerWheel(TICK, now);
        spool = new Spool(disk, () -> now, SpoolLimits.standard(), SpoolPosition.START);
        switchboard = new Switchboard(parts(conf, plans));
        sip =
                new SipCore(
                        SipSettings.core(conf),
                        () -> now,
                        Entropy.seeded(1),
                        wheel,
                        this::send,
                        switchboard,
                        new SipCounters());
        step(() -> switchboard.open(sip, plans.fingerprint(), plans.acd()));
    }

    private Switchboard.Parts parts(SwitchConf conf, Plans plans) {
        return new Switchboard.Parts(
                conf.node(),
                conf.limits().calls(),
                TimeUnit.MINUTES.toMicros(conf.limits().longestCallMinutes()),
                posted::add,
                () -> now,
                wheel,
                plans.numbers(),
                new StillMedia(
                        new InetSocketAddress(
                                conf.rtp().addresses().getFirst(), conf.rtp().from())),
                _ -> true,
                spool);
    }

    private boolean send(Flow to, byte[] message) {
        sent = message;
        return hears.send(to, message);
    }

    /**
     * A datagram comes.
     *
     * @return what the switch has sent last
     */
    public String receive(byte[] octets) {
        return receive(octets, flow);
    }

    /** The same, from somebody else. */
    public String receive(byte[] octets, Flow from) {
        try {
            var message = new InboundMessage(octets, SipIndex.of(octets), from);
            step(() -> sip.received(message));
            return new String(sent, StandardCharsets.ISO_8859_1);
        } catch (MalformedSipMessageException e) {
            throw new IllegalStateException("the caller sent no SIP", e);
        }
    }

    /** Who sees everything that is sent from now on. */
    public void hear(SipSender all) {
        hears = all;
    }

    /** Time passes, and what happened becomes durable. */
    public void passes(long micros) {
        now += micros;
        step(() -> {});
        spool.step();
    }

    /** As the signalling thread does it: timers first, then this, then what it posts. */
    private void step(Runnable act) {
        posted.add(act);
        var next = posted.poll();
        while (next != null) {
            wheel.advance(now);
            next.run();
            next = posted.poll();
        }
    }

    public int liveCalls() {
        return switchboard.liveCalls();
    }

    /** Events of calls that are durable. */
    long spooled() {
        return spool.spooled();
    }
}
