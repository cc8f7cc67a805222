package org.strowger.sip.core;

import java.net.InetAddress;
import java.net.StandardProtocolFamily;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.strowger.base.Clock;
import org.strowger.base.Entropy;
import org.strowger.base.TimerWheel;
import org.strowger.sip.Flow;
import org.strowger.sip.LegEvents;
import org.strowger.sip.OutgoingCall;
import org.strowger.sip.Sip;
import org.strowger.sip.SipCounter;
import org.strowger.sip.SipCounters;
import org.strowger.sip.SipEvents;
import org.strowger.sip.SipLeg;
import org.strowger.sip.SipSender;
import org.strowger.sip.TrunkState;
import org.strowger.sip.dialog.ResponseHead;
import org.strowger.sip.event.MailCount;
import org.strowger.sip.guard.Offence;
import org.strowger.sip.guard.SourceWatch;
import org.strowger.sip.locate.Located;
import org.strowger.sip.locate.ServerName;
import org.strowger.sip.message.Grammar;
import org.strowger.sip.message.InboundMessage;
import org.strowger.sip.message.MalformedSipMessageException;
import org.strowger.sip.message.SipIndex;
import org.strowger.sip.registrar.BindingLog;
import org.strowger.sip.registrar.Digest;
import org.strowger.sip.registrar.KeptBinding;
import org.strowger.sip.registrar.Registrar;
import org.strowger.sip.transaction.ServerKey;
import org.strowger.sip.transaction.Timers;

/**
 * SIP as call control sees it, and the one door for messages. Everything here runs on the
 * signalling thread, which also advances the wheel.
 */
public final class SipCore implements Sip {

    /** What we can do: the answer to OPTIONS (section 11.2). */
    static final Refusal CAPABILITIES =
            Refusal.of(
                    200,
                    SipContext.ALLOW,
                    SipContext.ACCEPT,
                    "Supported: timer, 100rel, replaces, norefersub");

    private final SipContext sip;
    private final Registrar registrar;
    private final InviteRequests invites;
    private final RegisterRequests registers;
    private final OutgoingCalls outgoing;
    private final Subscriptions subscriptions;
    private final PhoneChecks checks;
    private final Trunks trunks;
    private final LateAnswers late;

    /**
     * Nothing is sent before the first message or call.
     *
     * @param wheel advanced by whoever owns the thread; at most a few ticks after a timer is due
     */
    public SipCore(
            SipConfig config,
            Clock clock,
            Entropy entropy,
            TimerWheel wheel,
            SipSender sender,
            SipEvents events,
            SipCounters counters) {
        this(
                config,
                clock,
                entropy,
                wheel,
                sender,
                events,
                counters,
                BindingLog.NONE,
                SourceWatch.NONE);
    }

    /** The same, with a log that is told of every contact, and one of who does what. */
    public SipCore(
            SipConfig config,
            Clock clock,
            Entropy entropy,
            TimerWheel wheel,
            SipSender sender,
            SipEvents events,
            SipCounters counters,
            BindingLog log,
            SourceWatch watch) {
        var timers = new Timers(clock, wheel, config.t1());
        var digest =
                new Digest(config.realm(), config.users(), config.defaultAlgorithms(), entropy);
        this.sip = SipContext.of(config, timers, entropy, sender, counters, watch);
        this.registrar = new Registrar(config.registration(), timers, events, counters, log, watch);
        this.trunks = new Trunks(sip);
        this.late = new LateAnswers(sip, trunks);
        var correspondents = new Correspondents(trunks, registrar);
        var identity = new Identity(sip, digest, registrar, trunks);
        this.subscriptions = new Subscriptions(sip, identity, registrar, correspondents, events);
        this.checks = new PhoneChecks(sip, registrar);
        registrar.tell(checks.and(subscriptions));
        this.invites =
                new InviteRequests(sip, identity, correspondents, trunks, events, subscriptions);
        this.registers = new RegisterRequests(sip, identity, registrar);
        this.outgoing = new OutgoingCalls(sip, registrar, correspondents, trunks);
    }

    /** Contacts that were known before a restart; on the signalling thread, before any message. */
    public void restore(List<KeptBinding> kept) {
        registrar.restore(kept, remote -> sip.config().address(Flow.Transport.UDP, remote));
    }

    /** Begins to register with trunks and to check them; on the signalling thread. */
    public void openTrunks() {
        trunks.open();
    }

    /** The name of a trunk's host was looked up; on the signalling thread. */
    public void located(ServerName name, List<Located> at) {
        sip.timers().guarded(Nobody.AT_ALL, () -> trunks.located(name, at));
    }

    /** Ends that, and takes registrations back; the answers come later. */
    public void closeTrunks() {
        trunks.close();
    }

    /** A message came. Never throws: a bug met on its way ends at most its own leg. */
    public void received(InboundMessage message) {
        sip.timers().guarded(new Nobody(message.index()), () -> take(message));
    }

    /** A connection is gone, and every contact that was reached by it. */
    public void connectionClosed(Flow flow) {
        sip.timers().guarded(Nobody.AT_ALL, () -> registrar.connectionClosed(flow));
        sip.timers().guarded(Nobody.AT_ALL, () -> trunkConnectionClosed(flow));
    }

    private void trunkConnectionClosed(Flow flow) {
        if (trunks.connectionClosed(flow)) {
            sip.transactions().closed(flow);
        }
    }

    @Override
    public SipLeg call(OutgoingCall call, LegEvents events) {
        var leg = outgoing.call(call);
        leg.watch(subscriptions.watch(call.target()));
        leg.events(events);
        return leg;
    }

    @Override
    public List<String> contacts(String user) {
        return registrar.preferred(user);
    }

    @Override
    public List<StandardProtocolFamily> families(OutgoingCall.Target target) {
        return outgoing.families(target);
    }

    @Override
    public Set<Flow.Transport> transports(OutgoingCall.Target target) {
        return outgoing.transports(target);
    }

    @Override
    public boolean isReachable(String user) {
        return registrar.isReachable(user);
    }

    @Override
    public void mailbox(String user, MailCount count) {
        subscriptions.has(user, count);
    }

    /** Whether a user registered, or talks, by this very way. Looks at every leg. */
    public boolean isServed(Flow flow) {
        return registrar.isRegistered(flow) || InCall.isWithUser(sip.legs().values(), flow);
    }

    /** The ports at such addresses with which calls are established. Looks at every leg. */
    public Set<Integer> portsInCalls(Predicate<InetAddress> who) {
        return InCall.ports(sip.legs().values(), who);
    }

    /** Client transactions that live; zero at rest. */
    public int clientTransactions() {
        return sip.transactions().clients();
    }

    /** Server transactions that live; zero at rest. */
    public int serverTransactions() {
        return sip.transactions().servers();
    }

    /** Legs of both directions that have not ended; zero at rest. */
    public int dialogs() {
        return sip.legs().size();
    }

    /** Contacts of all users. */
    public int registrations() {
        return registrar.size();
    }

    /** Subscriptions to the state of users; each has a timer, as each contact has. */
    public int subscriptions() {
        return subscriptions.size();
    }

    /** Contacts that are asked by OPTIONS whether they are there; each has a timer for that. */
    public int phoneChecks() {
        return checks.size();
    }

    /** Trunks that know where we are. */
    public int registeredTrunks() {
        return trunks.registered();
    }

    /** Every host of every trunk. */
    public List<TrunkState> trunks() {
        return trunks.states();
    }

    /** Timers of trunks' checks and registrations, which run without any call. */
    public int trunkTimers() {
        return trunks.timers();
    }

    /** What a request is filed under. */
    static ServerKey keyOf(SipIndex request) {
        var branch = request.branch();
        if (branch.startsWith(ServerKey.MAGIC_COOKIE)
                && branch.length() > ServerKey.MAGIC_COOKIE.length()) {
            return ServerKey.of(branch, request.sentBy(), request.method());
        }
        return ServerKey.rfc2543(
                request.requestUri(),
                request.fromTag(),
                request.callId(),
                request.cseq(),
                request.topVia(),
                request.method());
    }

    /** What two requests have in common that one sender sent once (section 8.2.2.2). */
    static String originOf(SipIndex request) {
        return request.fromTag() + '\n' + request.cseq() + '\n' + request.callId();
    }

    private void take(InboundMessage message) {
        var index = message.index();
        if (!index.isRequest()) {
            response(message);
        } else if (index.isMethod("ACK")) {
            ack(message);
        } else {
            request(message, keyOf(index));
        }
    }

    private void request(InboundMessage message, ServerKey key) {
        if (sip.transactions().absorbs(key, false)) {
            sip.count(SipCounter.RETRANSMISSION_RECEIVED);
        } else if (sip.transactions().wasAnswered(key)) {
            sip.count(SipCounter.RETRANSMISSION_RECEIVED);
            sip.refuse(message, Refusal.of(200));
        } else {
            request(message);
        }
    }

    private void response(InboundMessage message) {
        var index = message.index();
        boolean known =
                sip.transactions()
                        .response(index.branch(), index.cseqMethod(), index.status(), message);
        if (!known && !late.take(message)) {
            sip.count(SipCounter.STRAY);
        }
    }

    private void ack(InboundMessage ack) {
        if (sip.transactions().absorbs(keyOf(ack.index()), true)) {
            return;
        }
        var leg = sip.legs().get(ack.index().toTag());
        if (leg == null || !leg.owns(ack)) {
            sip.count(SipCounter.STRAY);
            return;
        }
        sip.timers().guarded(leg, () -> leg.acknowledged(ack));
    }

    private void request(InboundMessage request) {
        var index = request.index();
        trunks.offered(request);
        boolean cancel = index.isMethod("CANCEL");
        boolean inDialog = !index.toTag().isEmpty();
        boolean full =
                (cancel || inDialog) ? sip.transactions().overfull() : sip.transactions().full();
        if (full) {
            sip.refuse(request, sip.overloaded());
        } else if (cancel) {
            cancel(request);
        } else if (inDialog) {
            inDialog(request);
        } else {
            newRequest(request);
        }
    }

    /** Section 9.2: its own 200, whatever becomes of the INVITE. */
    private void cancel(InboundMessage cancel) {
        var key = keyOf(cancel.index());
        var invite = sip.transactions().cancelled(key);
        if (invite == null) {
            if (sip.transactions().cancelsTooLate(key)) {
                sip.refuse(cancel, Refusal.of(200));
            } else {
                stray(cancel);
            }
            return;
        }
        var leg = invite.user() instanceof UasLeg uas ? uas : null;
        var tag = leg == null ? sip.newTag() : leg.localTag();
        sip.respond(cancel, 200, tag, "", ResponseHead.NO_BODY);
        if (leg != null && invite.proceeding()) {
            sip.timers().guarded(leg, () -> leg.cancelled(cancel.index()));
        }
    }

    private void inDialog(InboundMessage request) {
        if (request.index().isMethod("SUBSCRIBE")
                && (subscriptions.refreshes(request)
                        || ReferSubscription.refreshes(sip, request))) {
            return;
        }
        var leg = sip.legs().get(request.index().toTag());
        if (leg == null || !leg.owns(request)) {
            stray(request);
            return;
        }
        sip.timers().guarded(leg, () -> leg.request(request));
    }

    /** A request that belongs to nothing (section 12.2.2). */
    private void stray(InboundMessage request) {
        sip.watch().offence(request.flow(), Offence.STRAY);
        sip.refuse(request, Refusal.of(481));
    }

    private void newRequest(InboundMessage request) {
        switch (request.index().method()) {
            case "INVITE", "REGISTER", "SUBSCRIBE" -> withGrammar(request);
            case "OPTIONS" -> options(request);
            case "BYE", "UPDATE", "INFO" -> stray(request);
            case "REFER" -> sip.refuse(request, Refusal.of(403)); // Only who is in a call may.
            default -> sip.refuse(request, RequestChecks.method(request));
        }
    }

    private void options(InboundMessage request) {
        var refusal = RequestChecks.scheme(request);
        if (refusal == null) {
            refusal = RequestChecks.extensions(request);
        }
        sip.refuse(request, refusal == null ? CAPABILITIES : refusal);
    }

    private void withGrammar(InboundMessage request) {
        Grammar grammar;
        try {
            grammar = sip.messages().parse(request.index());
        } catch (MalformedSipMessageException _) {
            sip.count(SipCounter.GRAMMAR_REJECTED);
            sip.watch().offence(request.flow(), Offence.MALFORMED);
            sip.refuse(request, Refusal.of(400));
            return;
        }
        if (request.index().isMethod("REGISTER")) {
            registers.answer(request, grammar);
        } else if (request.index().isMethod("SUBSCRIBE")) {
            subscriptions.answer(request, grammar);
        } else {
            invites.answer(request, grammar);
        }
    }
}
