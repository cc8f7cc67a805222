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
    private final Inside inside;
    private final Refusals refusals;
    private final Admission admission;
    private long turnedBack;

    /** Who gets what is let in. */
    interface Inside {

        void received(InboundMessage message);

        void connectionClosed(Flow flow);
    }

    /** Who tells callers that they are not. */
    interface Refusals {

        void turnAway(InboundMessage invite);

        /** Whether another copy of it was. */
        boolean hasTurnedAway(InboundMessage invite);
    }

    /** One for a switch that starts now. */
    Entrance(SignallingLoop loop, SipCore sip, SipTransport transport) {
        this(loop, insideOf(sip), refusalsOf(transport));
    }

    Entrance(SignallingLoop loop, Inside inside, Refusals refusals) {
        this.loop = loop;
        this.inside = inside;
        this.refusals = refusals;
        this.admission = new Admission(loop.clock().nowMicros());
    }

    private static Inside insideOf(SipCore sip) {
        return new Inside() {
            @Override
            public void received(InboundMessage message) {
                sip.received(message);
            }

            @Override
            public void connectionClosed(Flow flow) {
                sip.connectionClosed(flow);
            }
        };
    }

    private static Refusals refusalsOf(SipTransport transport) {
        return new Refusals() {
            @Override
            public void turnAway(InboundMessage invite) {
                transport.turnAway(invite);
            }

            @Override
            public boolean hasTurnedAway(InboundMessage invite) {
                return transport.hasTurnedAway(invite);
            }
        };
    }

    @Override
    public boolean onMessage(InboundMessage message) {
        return isNew(message.index())
                ? loop.tryPostNew(() -> welcome(message))
                : loop.tryPost(() -> inside.received(message));
    }

    /** Not in overload: whoever is turned away soon needs no 100. */
    @Override
    public boolean keepsWaiting() {
        return loop.keepsWaiting() && !admission.overload();
    }

    private static boolean isNew(SipIndex message) {
        return message.isMethod("INVITE") ? !message.hasToTag() : message.isMethod("CANCEL");
    }

    @Override
    public void onClosed(Flow flow) {
        loop.execute(() -> inside.connectionClosed(flow));
    }

    /** On the signalling thread: a new call, a copy of one, or its CANCEL. */
    private void welcome(InboundMessage message) {
        boolean taken = admission.takes(message.receivedMicros(), loop.clock().nowMicros());
        boolean call = message.index().isMethod("INVITE");
        if (call && admission.overload() && (!taken || refusals.hasTurnedAway(message))) {
            refusals.turnAway(message);
        } else {
            inside.received(message);
        }
    }

    /**
     * On the signalling thread, many times a second: how many new calls may wait from now on.
     *
     * @return whether there is overload
     */
    boolean look() {
        long refused = loop.turnedBack();
        admission.look(refused > turnedBack, loop.newcomers() == 0, loop.clock().nowMicros());
        turnedBack = refused;
        loop.limitNewcomers(admission.mayWait());
        return admission.overload();
    }
}
