package org.strowger.harness.city;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import org.strowger.base.Entropy;
import org.strowger.base.TimerWheel;
import org.strowger.call.RefusedCalls;
import org.strowger.call.Switchboard;
import org.strowger.harness.city.CitySettings.Faults;
import org.strowger.server.Plans;
import org.strowger.server.SipSettings;
import org.strowger.server.conf.SwitchConf;
import org.strowger.sip.Flow;
import org.strowger.sip.IncomingLeg;
import org.strowger.sip.LegEvents;
import org.strowger.sip.SipCounters;
import org.strowger.sip.SipEvents;
import org.strowger.sip.SipSender;
import org.strowger.sip.core.SipCore;
import org.strowger.sip.message.InboundMessage;
import org.strowger.sip.message.MalformedSipMessageException;
import org.strowger.sip.message.SipIndex;

/**
 * The switch from its beginning to its crash, or the day's end: the production code of SIP, call
 * control, the distributor, scripts and spool, joined as {@code org.strowger.server.Switch} joins
 * it, with twins in place of Netty, Disruptor, files, database and threads.
 */
final class CitySwitch implements Network.Host {

    /** No timer of the switch is further away: a call lasts four hours at most. */
    private static final long FURTHEST_TIMER = 14_401 * Street.SECOND;

    private static final long TICK = 5_000;

    /** The distributor wants one every 100 ms; its ring may be full for a while. */
    private static final long LONGEST_WITHOUT_TICK = 2 * Street.SECOND;

    /** Timers of a transaction, a leg, a call: none has more at a time. */
    private static final int TIMERS_EACH = 3;

    /**
     * What the switch stands on.
     *
     * @param seed of this switch alone: tags, branches, nonces
     * @param door told of each call that the switch takes
     */
    record Ground(
            Agenda agenda,
            Network network,
            Trace trace,
            Chance chance,
            Faults faults,
            SwitchConf conf,
            Plans plans,
            CityMedia media,
            CityDisk disk,
            CityStore store,
            Ledger ledger,
            Truth truth,
            Twins twins,
            long seed,
            Door door,
            Runnable powerFailed) {}

    /** Hears of calls, by the caller's number. */
    interface Door {
        /** The switch took it. */
        void taken(String caller);

        /** The switch refused it because of its records. */
        void refused(String caller);
    }

    private final Ground ground;
    private final Agenda agenda;
    private final TimerWheel wheel;
    private final ArrayDeque<Runnable> posted = new ArrayDeque<>();
    private final AcdTwin acd;
    private final RecordsTwin records;
    private final CallBook book;
    private final SipCounters counters = new SipCounters();
    private final Switchboard switchboard;
    private final SipCore sip;
    private boolean dead;

    /** A switch that begins. */
    CitySwitch(Ground ground) throws IOException {
        this.ground = ground;
        this.agenda = ground.agenda();
        var twins = ground.twins();
        var truth = ground.truth();
        wheel = twins.wheel().make(TICK, agenda.nowMicros(), this::mayBeSetFor);
        book = new CallBook(truth::complain);
        records = new RecordsTwin(agenda, ground.disk(), ground.store(), ground.powerFailed());
        acd =
                new AcdTwin(
                        agenda,
                        ground.chance(),
                        ground.trace(),
                        ground.ledger(),
                        ground.faults().fullRing(),
                        twins.acdOutput());
        ground.media().begin(this::step);
        switchboard = new Switchboard(parts());
        acd.callControl(command -> step(() -> switchboard.on(command)));
        SipSender sender = this::send;
        sip =
                new SipCore(
                        SipSettings.core(ground.conf()),
                        agenda::nowMicros,
                        Entropy.seeded(ground.seed()),
                        wheel,
                        twins.sender().apply(sender),
                        twins.events().apply(new Watch()),
                        counters);
        step(() -> switchboard.open(sip, ground.plans().fingerprint(), ground.plans().acd()));
        ground.network().join(Street.SWITCH, this);
    }

    /** Every timer is bounded: what waits longer waits for nothing. */
    private void mayBeSetFor(long at) {
        if (at - agenda.nowMicros() > FURTHEST_TIMER) {
            ground.truth().complain("a timer is set for " + at);
        }
    }

    private Switchboard.Parts parts() {
        var twins = ground.twins();
        return new Switchboard.Parts(
                ground.conf().node(),
                ground.conf().limits().calls(),
                ground.conf().limits().longestCallMinutes() * Street.MINUTE,
                posted::add,
                agenda::nowMicros,
                wheel,
                ground.plans().numbers(),
                twins.media().apply(ground.media()),
                twins.acdPort().apply(acd),
                twins.records().apply(new TracedSink(records, ground.trace(), book)));
    }

    private boolean send(Flow flow, byte[] octets) {
        ground.network().send(Street.SWITCH, flow.remote(), octets);
        return true;
    }

    /** Runs one step as the signalling thread would: timers first, then it, then what it posts. */
    private void step(Runnable act) {
        if (dead) {
            return;
        }
        posted.add(act);
        var next = posted.poll();
        while (next != null && !dead) {
            wheel.advance(agenda.nowMicros());
            next.run();
            next = posted.poll();
        }
    }

    @Override
    public void receive(byte[] octets, InetSocketAddress from) {
        try {
            var flow = new Flow(Flow.Transport.UDP, Street.SWITCH, from, 0);
            var message = new InboundMessage(octets, SipIndex.of(octets), flow);
            step(() -> sip.received(message));
        } catch (MalformedSipMessageException e) {
            ground.truth().complain("a phone of the city sent no SIP: " + e.getMessage());
        }
    }

    /** When its wheel has to be turned next. */
    long nextMicros() {
        return wheel.nextMicros();
    }

    /** Turns the wheel. */
    void turn() {
        step(() -> {});
    }

    /** Everything that is in memory is gone. */
    void die() {
        dead = true;
        acd.die();
        records.die();
        ground.network().leave(Street.SWITCH);
    }

    RecordsTwin records() {
        return records;
    }

    Switchboard switchboard() {
        return switchboard;
    }

    void endAll() {
        step(() -> switchboard.endAll("the switch stops"));
    }

    void close() {
        step(switchboard::close);
    }

    int registrations() {
        return sip.registrations();
    }

    int timers() {
        return wheel.size();
    }

    /** What a switch at rest has none of. */
    Map<String, Integer> resources() {
        var counts = new LinkedHashMap<String, Integer>();
        counts.put("client transactions", sip.clientTransactions());
        counts.put("server transactions", sip.serverTransactions());
        counts.put("dialogs", sip.dialogs());
        counts.put("calls", switchboard.liveCalls());
        counts.put("legs", switchboard.liveLegs());
        counts.put("scripts", switchboard.liveScripts());
        counts.put("ACD entries of call control", switchboard.acdEntries());
        counts.put("ACD entries", acd.entries());
        counts.put("ports", ground.media().portsInUse());
        counts.put("events that are not durable", records.pending());
        return counts;
    }

    /** Bounds that hold at any time, cheap ones. */
    void checkPorts() {
        var media = ground.media();
        if (media.portsInUse() != media.legs() || media.legs() > media.mostPorts()) {
            ground.truth()
                    .complain(
                            "%d ports are in use for %d legs"
                                    .formatted(media.portsInUse(), media.legs()));
        }
    }

    /** Bounds that hold at any time. */
    void checkAll() {
        int transactions = sip.clientTransactions() + sip.serverTransactions();
        int timers =
                2
                        + sip.registrations()
                        + TIMERS_EACH * (transactions + sip.dialogs() + switchboard.liveCalls());
        var truth = ground.truth();
        if (wheel.size() > timers) {
            truth.complain(wheel.size() + " timers are set, for " + resources());
        }
        if (acd.entries() != ground.ledger().entries()) {
            truth.complain(
                    "the distributor has %d entries, but %d were told it"
                            .formatted(acd.entries(), ground.ledger().entries()));
        }
        calls();
        long silent = agenda.nowMicros() - ground.ledger().lastTickMicros();
        if (silent > LONGEST_WITHOUT_TICK) {
            truth.complain("the distributor has heard no tick for %d us".formatted(silent));
        }
        if (acd.waitingForNothing() > 0) {
            truth.complain("a call waits that a free agent could have");
        }
        if (ground.media().portsInUse() > 2 * switchboard.liveCalls() + switchboard.liveLegs()) {
            truth.complain(
                    "%d ports are in use for %d legs"
                            .formatted(ground.media().portsInUse(), switchboard.liveLegs()));
        }
    }

    /** What is left of a call belongs to one that lives: ports, and a start without an end. */
    private void calls() {
        var live = new LinkedHashSet<String>();
        var numbers = new LinkedHashSet<Long>();
        for (var call : switchboard.summaries()) {
            live.add(call.id());
            numbers.add(numberOf(call.id()));
        }
        book.check(live);
        ground.media().check(numbers, ground.truth()::complain);
    }

    /** A call's number since the switch began: the end of its id, and its legs' affinity. */
    private static long numberOf(String id) {
        return Long.parseLong(id.substring(id.lastIndexOf('-') + 1), Character.MAX_RADIX);
    }

    /** Sees each call that comes, on its way to call control. */
    private final class Watch implements SipEvents {
        @Override
        public LegEvents incoming(IncomingLeg leg) {
            int before = switchboard.liveCalls();
            long refused = refusedForRecords();
            var events = switchboard.incoming(leg);
            if (switchboard.liveCalls() > before) {
                ground.trace().say("switch takes a call of", leg.callerNumber());
                ground.door().taken(leg.callerNumber());
            } else if (refusedForRecords() > refused) {
                ground.trace().say("switch has no room for the records of", leg.callerNumber());
                ground.door().refused(leg.callerNumber());
            }
            return events;
        }

        private long refusedForRecords() {
            return switchboard.refusedCalls().of(RefusedCalls.Cause.RECORDS);
        }

        @Override
        public boolean mayPickUp(String user, String rung) {
            return switchboard.mayPickUp(user, rung);
        }

        @Override
        public void reachable(String user) {
            switchboard.reachable(user);
        }

        @Override
        public void unreachable(String user) {
            switchboard.unreachable(user);
        }
    }
}
