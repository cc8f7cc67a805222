package org.strowger.sip.core;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.strowger.sip.HostPort;
import org.strowger.sip.OutgoingCall;
import org.strowger.sip.Presentation;
import org.strowger.sip.SipCounter;
import org.strowger.sip.dialog.Correspondent;
import org.strowger.sip.dialog.RequestText;
import org.strowger.sip.dialog.Uris;
import org.strowger.sip.message.InboundMessage;
import org.strowger.sip.registrar.Binding;
import org.strowger.sip.registrar.Registrar;

/**
 * One call to a user of ours: one contact after the other in the order of their q values (RFC 3261,
 * section 16.6). Who cannot be had at one contact is looked for at the next; a phone that refuses
 * is followed only by those that are less preferred.
 */
final class UserCall implements Recourse {

    /** How long nothing at all may come from a contact while there is another. */
    private static final long SILENCE_MICROS = 4_000_000;

    private static final int FLOW_FAILED = 430;

    private final SipContext sip;
    private final Registrar registrar;
    private final Correspondent whom;
    private final OutgoingCall call;
    private final String tag;
    private final Deque<Binding> left;
    private Binding at;

    /**
     * A call that has not begun.
     *
     * @param contacts in the order in which they are tried; at least one
     */
    UserCall(
            SipContext sip,
            Registrar registrar,
            Correspondent whom,
            OutgoingCall call,
            List<Binding> contacts) {
        this.sip = sip;
        this.registrar = registrar;
        this.whom = whom;
        this.call = call;
        this.tag = sip.newTag();
        this.left = new ArrayDeque<>(contacts);
        this.at = left.removeFirst();
    }

    /** The user's address of record in angle brackets. */
    static String address(SipContext sip, String user) {
        return "<sip:" + Uris.escapeUser(user) + '@' + sip.config().realm() + '>';
    }

    /** Tag of our From. */
    String tag() {
        return tag;
    }

    /** The INVITE for the first contact. */
    Retry first() {
        return invite(sip.entropy().hex(16), 1);
    }

    private Retry invite(String callId, long cseq) {
        var flow = at.way();
        var from = from(host());
        return new Retry(
                new RequestText(
                        "INVITE",
                        at.uri(),
                        sip.via(flow),
                        sip.newBranch(),
                        at.traits().path(),
                        from + ";tag=" + tag,
                        address(sip, at.user()),
                        callId,
                        cseq,
                        call.trail().maxForwards()),
                flow,
                whom,
                call.offer(flow.remote()));
    }

    /** Our address of the way that is tried. */
    private String host() {
        var flow = at.way();
        return HostPort.host(sip.config().address(flow.transport(), flow.remote()));
    }

    /** Value of From; who wants not to be known may stand under a name that the switch gives. */
    private String from(String host) {
        if (!call.trail().withheld()) {
            return TrunkCaller.from(call.callerNumber(), call.callerName(), host);
        }
        return call.presentation().equals(Presentation.NONE)
                ? TrunkCaller.ANONYMOUS
                : TrunkCaller.anonymous(call.callerName());
    }

    /** Who sent the call on; a phone is told its user's name, and not where it is itself. */
    @Override
    public String lines(String uri) {
        var realm = sip.config().realm();
        var user = "sip:" + Uris.escapeUser(at.user()) + '@' + realm;
        var diversions =
                call.trail().diversions().isEmpty()
                        ? ""
                        : DiversionLines.toPhone(realm, call.trail(), user);
        return diversions + presented();
    }

    private String presented() {
        var told = call.presentation();
        var lines = new StringBuilder();
        if (!told.call().isEmpty()) {
            lines.append("X-Strowger-Call: ").append(told.call()).append("\r\n");
        }
        if (told.asserted() && !call.trail().withheld() && !call.callerNumber().isEmpty()) {
            lines.append("P-Asserted-Identity: <sip:")
                    .append(Uris.escapeUser(call.callerNumber()))
                    .append('@')
                    .append(host())
                    .append(">\r\n");
        }
        if (told.answersItself()) {
            var here = "<sip:" + host() + '>';
            lines.append("Call-Info: ").append(here).append(";answer-after=0\r\n");
            lines.append("Alert-Info: ").append(here).append(";info=alert-autoanswer;delay=0\r\n");
        }
        return lines.toString();
    }

    @Override
    public long patience(boolean trying) {
        return trying || left.isEmpty() ? 0 : SILENCE_MICROS;
    }

    @Override
    public @Nullable Retry refused(InboundMessage response, RequestText sent, boolean rang) {
        int status = response.index().status();
        return switch (status) {
            case 408, 410, 480, 503 -> next(sent, true);
            case FLOW_FAILED -> {
                registrar.flowFailed(at);
                yield next(sent, true);
            }
            default -> status >= 400 && status < 600 ? next(sent, false) : null;
        };
    }

    @Override
    public @Nullable Retry silent(RequestText sent) {
        return next(sent, true);
    }

    /**
     * Goes on.
     *
     * @param absent whether nobody was found here; else somebody does not want the call
     */
    private @Nullable Retry next(RequestText sent, boolean absent) {
        for (var contact = left.pollFirst(); contact != null; contact = left.pollFirst()) {
            boolean less = contact.traits().preference() < at.traits().preference();
            if (absent || (less && !contact.isSamePhone(at))) {
                at = contact;
                sip.count(SipCounter.CONTACT_FAILOVER);
                return invite(sent.callId(), sent.cseq());
            }
        }
        return null;
    }

    @Override
    public String redirectedTo(InboundMessage response) {
        return OwnNumber.moved(sip, response);
    }

    @Override
    public Recourse answered() {
        return NONE;
    }
}
