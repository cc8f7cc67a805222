package org.strowger.sip.core;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.base.TimerWheel.Timer;
import org.strowger.sip.message.InboundMessage;
import org.strowger.sip.transaction.ClientUser;
import org.strowger.sip.transaction.Timers;
import org.strowger.sip.trunk.HostState;

/**
 * Asks one host by OPTIONS, again and again, whether it is there (RFC 3261, section 11). Any final
 * response says so; what has not come when the next check is due is missed.
 */
final class TrunkProbe implements Timers.Owner, ClientUser<InboundMessage> {

    private static final Logger LOG = LoggerFactory.getLogger(TrunkProbe.class);

    /** The first checks of all hosts are spread over so much of the time between two. */
    private static final int SPREAD = 4;

    private final SipContext sip;
    private final Trunk trunk;
    private final HostState host;
    private final long interval;
    private String callId = "";
    private boolean awaited;
    private @Nullable Timer due;

    TrunkProbe(SipContext sip, Trunk trunk, HostState host) {
        this.sip = sip;
        this.trunk = trunk;
        this.host = host;
        this.interval = TimeUnit.SECONDS.toMicros(trunk.config().checkSeconds());
    }

    void begin() {
        int spread = (int) Math.min(Integer.MAX_VALUE, interval / SPREAD);
        due = sip.timers().after(sip.entropy().nextInt(spread), this, this::check);
    }

    void stop() {
        if (due != null) {
            due.cancel();
            due = null;
        }
    }

    boolean isWaiting() {
        return due != null;
    }

    private void check() {
        due =
                sip.timers()
                        .after(interval, this, this::check); // First: nothing must end the checks.
        if (awaited && host.missed()) {
            LOG.warn(
                    "trunk {}: {} is out of service, it does not answer OPTIONS",
                    trunk.config().name(),
                    host.host().text());
        }
        awaited = true;
        send();
    }

    private void send() {
        var at = host.host();
        var flow = trunk.flow(host);
        var uri = trunk.uri("", at);
        callId = sip.entropy().hex(16);
        sip.askWhetherThere(
                uri + trunk.uriParameter(at),
                flow,
                List.of(),
                "<sip:" + trunk.ourHost(at) + '>',
                '<' + uri + '>',
                callId,
                this);
    }

    @Override
    public void response(int status, InboundMessage response) {
        if (status < 200 || due == null) {
            return;
        }
        awaited = false;
        if (host.answered()) {
            LOG.info("trunk {}: {} is in service again", trunk.config().name(), host.host().text());
        }
    }

    @Override
    public void timedOut() {
        // The next check sees that it was missed.
    }

    @Override
    public void transportFailed() {
        // As above.
    }

    @Override
    public String sipCallId() {
        return callId;
    }

    @Override
    public void broken() {
        // The next check is set already.
    }
}
