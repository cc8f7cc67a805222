package org.strowger.server;

import org.strowger.call.SignallingLoop;
import org.strowger.sip.Flow;
import org.strowger.sip.core.SipCore;
import org.strowger.sip.message.InboundMessage;
import org.strowger.sip.message.SipIndex;
import org.strowger.sip.transport.SipTransport;

/**
 * Where messages come in: what belongs to a call that exists goes first, new calls wait behind it,
 * and when there are more of them than can be served they are turned away.
 */
final class Entrance implements SipTransport.Receiver {

    private final SignallingLoop loop;
    private final SipCore sip;
    private final SipTransport transport;
    private final Admission admission;
    private long turnedBack;

    /** One for a switch that starts now. */
    Entrance(SignallingLoop loop, SipCore sip, SipTransport transport) {
        this.loop = loop;
        this.sip = sip;
        this.transport = transport;
        this.admission = new Admission(loop.clock().nowMicros());
    }

    @Override
    public boolean onMessage(InboundMessage message) {
        return isNew(message.index())
                ? loop.tryPostNew(() -> welcome(message))
                : loop.tryPost(() -> sip.received(message));
    }

    private static boolean isNew(SipIndex message) {
        return message.isMethod("INVITE") ? !message.hasToTag() : message.isMethod("CANCEL");
    }

    @Override
    public void onClosed(Flow flow) {
        loop.execute(() -> sip.connectionClosed(flow));
    }

    /** On the signalling thread: a new call, a copy of one, or its CANCEL. */
    private void welcome(InboundMessage message) {
        boolean taken = admission.takes(message.receivedMicros(), loop.clock().nowMicros());
        boolean call = message.index().isMethod("INVITE");
        if (call && admission.overload() && (!taken || transport.hasTurnedAway(message))) {
            transport.turnAway(message);
        } else {
            sip.received(message);
        }
    }

    /** On the signalling thread, many times a second: how many new calls may wait from now on. */
    void look() {
        long refused = loop.turnedBack();
        admission.look(refused > turnedBack, loop.newcomers() == 0, loop.clock().nowMicros());
        turnedBack = refused;
        loop.limitNewcomers(admission.mayWait());
    }
}
