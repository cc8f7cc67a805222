package org.strowger.sip.transport;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.sip.Flow;
import org.strowger.sip.ResponseTimes.Response;
import org.strowger.sip.SipCounter;
import org.strowger.sip.SipCounters;
import org.strowger.sip.guard.Guard;
import org.strowger.sip.guard.Offence;
import org.strowger.sip.message.InboundMessage;
import org.strowger.sip.message.MalformedSipMessageException;
import org.strowger.sip.message.RefusalTag;
import org.strowger.sip.message.SipIndex;
import org.strowger.sip.message.StatelessResponse;
import org.strowger.sip.trace.SipTap;

/**
 * What every message passes on its loop, whichever way it came. Only a request is ever answered
 * here, and an ACK never: two switches cannot keep answering each other.
 */
final class MessageGate {

    private static final Logger LOG = LoggerFactory.getLogger(MessageGate.class);

    /** What became of a message. */
    sealed interface Fate {}

    /** It needs no answer from the loop. */
    enum Passed implements Fate {
        /** The signalling thread has it. */
        TAKEN,
        DROPPED
    }

    /**
     * It is answered without state.
     *
     * @param request what it answers, which says where it goes
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared, written once.
    record Answer(SipIndex request, byte[] octets) implements Fate {}

    private final SipTransport.Receiver receiver;
    private final SipCounters counters;
    private final Overload overload;
    private final Guard guard;
    private final SipTap tap;
    private final InviteDecisions decisions = new InviteDecisions();

    MessageGate(
            SipTransport.Receiver receiver,
            SipCounters counters,
            Overload overload,
            SipTransport.Observers observers) {
        this.receiver = receiver;
        this.counters = counters;
        this.overload = overload;
        this.guard = observers.guard();
        this.tap = observers.tap();
    }

    void count(SipCounter counter) {
        counters.increment(counter);
    }

    /** Whether nothing that comes from there is read. */
    boolean shuts(InetSocketAddress remote) {
        return guard.shuts(remote);
    }

    boolean shutsConnections(InetSocketAddress remote) {
        return guard.shutsConnections(remote);
    }

    /** Hands a message on, or says what to answer instead. */
    Fate accept(byte[] octets, Flow flow) {
        counters.increment(SipCounter.RECEIVED);
        tap.received(flow, octets);
        if (RefusalTag.isAcknowledged(octets)) {
            return Passed.DROPPED; // It concerns nobody behind the gate.
        }
        try {
            var index = SipIndex.of(octets);
            if (!begins(index)) {
                return following(octets, index, flow);
            }
            return index.isMethod("INVITE")
                    ? newCall(octets, index, flow)
                    : beginning(octets, index, flow);
        } catch (MalformedSipMessageException malformed) {
            counters.increment(SipCounter.MALFORMED);
            guard.offence(flow, Offence.MALFORMED);
            var answer = malformed(malformed, flow);
            return answer == null ? Passed.DROPPED : answer;
        }
    }

    private Fate following(byte[] octets, SipIndex index, Flow flow) {
        return guard.hears(flow) && handOn(octets, index, flow) ? Passed.TAKEN : Passed.DROPPED;
    }

    private Fate beginning(byte[] octets, SipIndex index, Flow flow) {
        var stopped = stopped(index, flow);
        if (stopped != null) {
            return stopped;
        }
        return handOn(octets, index, flow) ? Passed.TAKEN : Passed.DROPPED;
    }

    /**
     * What the guard makes of a request that begins something; null when it may. What is too much
     * is dropped: it comes again when its sender has calmed down, and no forged address gets an
     * answer. On a stream nothing comes again, and no address is forged.
     */
    private @Nullable Fate stopped(SipIndex request, Flow flow) {
        return switch (guard.admits(request, flow)) {
            case ADMITTED -> null;
            case SCANNER -> Passed.DROPPED;
            case TOO_MANY ->
                    flow.transport().isStream()
                            ? answer(request, flow, 503, "Service Unavailable")
                            : Passed.DROPPED;
        };
    }

    /** A copy of an INVITE meets what the first one met, whether or not there is overload now. */
    private Fate newCall(byte[] octets, SipIndex index, Flow flow) {
        long now = counters.responseTimes().now();
        long key = decisions.keyOf(index);
        var before = decisions.of(key, now);
        if (before == InviteDecisions.Decision.UNKNOWN) {
            var stopped = stopped(index, flow);
            if (stopped != null) {
                return stopped;
            }
        } else if (!guard.hears(flow)) {
            return Passed.DROPPED;
        }
        boolean refused =
                switch (before) {
                    case TAKEN -> false;
                    case REFUSED -> true;
                    case UNKNOWN -> overload.refusesNewCalls();
                };
        boolean tried = before == InviteDecisions.Decision.UNKNOWN && keepsWaiting(flow);
        if (!refused && handOn(new InboundMessage(octets, index, flow, now, tried))) {
            decisions.take(key, now);
            return tried ? trying(index, flow, now) : Passed.TAKEN;
        }
        if (before == InviteDecisions.Decision.TAKEN) {
            return Passed.DROPPED; // The queue is full, but the first copy is worked at.
        }
        decisions.refuse(key, now);
        counters.increment(SipCounter.OVERLOAD_503);
        return sent(index, flow, unavailable(index, flow));
    }

    /** A stream's messages come by other threads, which know nothing of the line. */
    private boolean keepsWaiting(Flow flow) {
        return !flow.transport().isStream() && receiver.keepsWaiting();
    }

    /**
     * The 100 of an INVITE that others are before, so that its sender need not ask again; what else
     * becomes of it, a challenge too, follows (RFC 3261, section 17.2.1).
     */
    private Answer trying(SipIndex index, Flow flow, long receivedMicros) {
        var answer = answer(index, flow, 100, "Trying");
        counters.responseTimes().responded(Response.INVITE_100, receivedMicros);
        return answer;
    }

    private boolean handOn(byte[] octets, SipIndex index, Flow flow) {
        long now = counters.responseTimes().now();
        return handOn(new InboundMessage(octets, index, flow, now, false));
    }

    private boolean handOn(InboundMessage message) {
        boolean taken = receiver.onMessage(message);
        if (!taken) {
            counters.increment(SipCounter.QUEUE_FULL);
        }
        return taken;
    }

    /** The answer to a message that a stream cannot bring to its end. */
    @Nullable Answer refuse(StreamFramer.Fault fault, byte[] head, Flow flow) {
        counters.increment(SipCounter.RECEIVED);
        tap.received(flow, head);
        counters.increment(SipCounter.MALFORMED);
        guard.offence(flow, Offence.MALFORMED);
        boolean tooLarge = fault == StreamFramer.Fault.TOO_LARGE;
        counters.increment(tooLarge ? SipCounter.TOO_LARGE : SipCounter.FRAMING_LOST);
        try {
            var index = SipIndex.of(head);
            boolean answerable = index.isRequest() && !index.isMethod("ACK");
            return answerable ? answer400(index, 400, "Missing Content-Length", flow) : null;
        } catch (MalformedSipMessageException malformed) {
            var request = malformed.request();
            if (request != null && tooLarge) {
                return answer(request, flow, 413, "Request Entity Too Large");
            }
            return malformed(malformed, flow);
        }
    }

    void closed(Flow flow) {
        receiver.onClosed(flow);
    }

    /** An exception on a loop that is no peer's doing. The loop goes on. */
    void internalError(Throwable problem, Flow flow) {
        counters.increment(SipCounter.INTERNAL_ERROR);
        LOG.error("SIP transport: a message from {} raised an exception", flow.remote(), problem);
    }

    private @Nullable Answer malformed(MalformedSipMessageException malformed, Flow flow) {
        var request = malformed.request();
        return request == null
                ? null
                : answer400(request, malformed.status(), malformed.problem(), flow);
    }

    private Answer answer400(SipIndex request, int status, String reason, Flow flow) {
        counters.increment(SipCounter.ANSWERED_400);
        return answer(request, flow, status, reason);
    }

    private static boolean begins(SipIndex index) {
        return index.isRequest() && !index.hasToTag() && !index.isMethod("ACK");
    }

    /** The refusal of an INVITE that had been handed on. Any thread. */
    Answer turnAway(InboundMessage invite) {
        decisions.refuse(decisions.keyOf(invite.index()), counters.responseTimes().now());
        counters.increment(SipCounter.OVERLOAD_503);
        return new Answer(invite.index(), unavailable(invite.index(), invite.flow()));
    }

    /** Whether it was refused before. Any thread. */
    boolean hasTurnedAway(InboundMessage invite) {
        long now = counters.responseTimes().now();
        long key = decisions.keyOf(invite.index());
        return decisions.of(key, now) == InviteDecisions.Decision.REFUSED;
    }

    private byte[] unavailable(SipIndex request, Flow flow) {
        var retryAfter = "Retry-After: " + overload.retryAfterSeconds();
        return StatelessResponse.of(request, flow.remote(), 503, "Service Unavailable", retryAfter);
    }

    private Answer answer(SipIndex request, Flow flow, int status, String reason) {
        return sent(request, flow, StatelessResponse.of(request, flow.remote(), status, reason));
    }

    private Answer sent(SipIndex request, Flow flow, byte[] octets) {
        counters.increment(SipCounter.SENT);
        long now = tap.now();
        if (now != 0) {
            tap.sent(now, wayBack(request, flow), octets);
        }
        return new Answer(request, octets);
    }

    /** A datagram without rport is answered to another port than it came from. */
    static Flow wayBack(SipIndex request, Flow flow) {
        return flow.transport().isStream()
                ? flow
                : new Flow(
                        flow.transport(),
                        flow.local(),
                        StatelessResponse.destination(request, flow.remote()),
                        0);
    }
}
