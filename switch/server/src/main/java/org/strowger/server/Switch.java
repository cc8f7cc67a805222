package org.strowger.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.acd.AcdCommand;
import org.strowger.acd.Distributor;
import org.strowger.acd.ring.AcdRing;
import org.strowger.acd.ring.Journal;
import org.strowger.acd.ring.WhyBook;
import org.strowger.base.Clock;
import org.strowger.base.Entropy;
import org.strowger.call.CountedRecords;
import org.strowger.call.SignallingLoop;
import org.strowger.call.Switchboard;
import org.strowger.control.ControlDoor;
import org.strowger.media.Prompts;
import org.strowger.media.ToneTable;
import org.strowger.media.transport.RtpEngine;
import org.strowger.records.Records;
import org.strowger.records.SpoolLimits;
import org.strowger.server.conf.SwitchConf;
import org.strowger.server.metrics.SignallingReading;
import org.strowger.server.metrics.Sources;
import org.strowger.server.metrics.SwitchMetrics;
import org.strowger.server.trace.Tracer;
import org.strowger.sip.SipCounters;
import org.strowger.sip.core.SipCore;
import org.strowger.sip.guard.Guard;
import org.strowger.sip.locate.NameWatch;
import org.strowger.sip.trace.SipTap;
import org.strowger.sip.transport.DatagramLoop;
import org.strowger.sip.transport.Overload;
import org.strowger.sip.transport.SipTransport;

/**
 * One switch that runs: every part started and joined to the others. {@link #close} drains it and
 * stops the parts in the order in which they depend on one another.
 */
public final class Switch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Switch.class);
    private static final int SIGNALLING_BACKLOG = 32_768;
    private static final double RING_FULL = 0.75;
    private static final long JOURNAL_FILE = 64L << 20;
    private static final int JOURNAL_FILES = 8;

    private static final long WATCH_MICROS = 50_000;
    private static final long LAST_BYES_MILLIS = 2_000;
    private static final long LAST_REGISTERS_MILLIS = 1_000;

    private final SwitchConf conf;
    private final Clock clock = Clock.system();
    private final DatagramLoop datagrams = new DatagramLoop();
    private final SignallingLoop loop = new SignallingLoop(clock, SIGNALLING_BACKLOG, datagrams);
    private final SipCounters sipCounters = new SipCounters(clock);
    private final Overload overload = new Overload();
    private final SipTap tap = new SipTap(clock);
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final Records records;
    private final CountedRecords counted;
    private final RecordingParts recordings;
    private final RtpEngine media;
    private final WhyBook whyBook = new WhyBook();
    private final AcdRing ring;
    private final Journal journal;
    private final Switchboard switchboard;
    private final Guard guard;
    private final Tracer tracer;
    private final SipTransport transport;
    private final BindingFile bindings;
    private final SettingsFile settings;
    private final StaffFiles staff;
    private final Mailboxes mailboxes;
    private final SipCore sip;
    private final Entrance entrance;
    private final SwitchMetrics metrics;
    private final ControlDoor door;
    private volatile boolean takesCalls;
    private volatile boolean stopping;

    private Switch(SwitchConf conf, Plans plans, Path data) throws IOException {
        this.conf = conf;
        var prompts = Prompts.load(Plans.prompts(conf), ToneTable.of(conf.sound().tones()));
        records = started(Records.open(data, clock, SpoolLimits.standard()));
        counted = new CountedRecords(records.sink());
        journal = started(Journal.in(data.resolve("journal"), JOURNAL_FILE, JOURNAL_FILES));
        ring = started(ring(journal));
        recordings = started(RecordingParts.open(conf.recordings(), data, records, clock));
        media = started(VoiceEngine.of(conf, prompts, clock, loop.soon()));
        switchboard = new Switchboard(switchboardParts(plans));
        switchboard.recordCalls(recordings.of(conf));
        switchboard.tellLinks(tap::linked);
        tracer = started(new Tracer(tap, conf.hep(), () -> loop.ask(switchboard::dialogs)));
        guard = guard();
        transport =
                new SipTransport(
                        SipSettings.transport(conf, data),
                        sipCounters,
                        overload,
                        new SipTransport.Observers(guard, tap),
                        datagrams,
                        loop.soon());
        bindings = started(BindingFile.open(data));
        settings = started(SettingsFile.open(data));
        staff = started(StaffFiles.open(data));
        mailboxes = started(Mailboxes.open(data));
        sip = core();
        entrance = new Entrance(loop, sip, transport);
        metrics = started(new SwitchMetrics(sources()));
        Rehearsal.of(conf, plans);
        loop.execute(() -> open(plans));
        loop.execute(() -> loop.execute(loop.steps()::forget));
        loop.start();
        started(loop);
        started(transport).start(entrance);
        loop.execute(sip::openTrunks);
        started(names());
        door = started(ControlDoor.start(conf.control(), data, door(), records.cdrs()));
        takesCalls = true;
    }

    /**
     * Starts a switch; it takes calls when this returns. When it throws, threads may be left: the
     * process is to end.
     *
     * @param data folder for everything it keeps; made when it is not there
     * @throws org.strowger.base.ConfigException when the operator has to mend something
     * @throws IOException when an address cannot be bound
     */
    public static Switch start(SwitchConf conf, Path data) throws IOException {
        FileLimit.check(conf);
        VoiceAddresses.check(conf.rtp());
        var plans = Plans.of(conf);
        plans.warnings().forEach(LOG::warn);
        return new Switch(conf, plans, data);
    }

    /** Where it listens, for people and scripts. */
    public String addresses() {
        return Places.text(conf, door.address());
    }

    /**
     * Takes no more calls, waits for those that exist as long as the configuration says, ends those
     * that are left, writes every record, and stops.
     */
    @Override
    public void close() {
        takesCalls = false;
        stopping = true;
        overload.refuseNewCalls(true);
        loop.execute(switchboard::drain);
        LOG.info("draining");
        await(() -> liveCalls() == 0, TimeUnit.SECONDS.toMillis(conf.limits().drainSeconds()));
        loop.execute(() -> switchboard.endAll("the switch stops"));
        await(() -> liveCalls() == 0, LAST_BYES_MILLIS);
        ask(() -> {
            switchboard.close();
            sip.closeTrunks();
            return 0;
        });
        await(() -> ask(sip::registeredTrunks) == 0, LAST_REGISTERS_MILLIS);
        while (!parts.isEmpty()) {
            stop(parts.pop());
        }
        LOG.info("stopped");
    }

    private static void stop(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            LOG.error("{} did not stop", part.getClass().getSimpleName(), e);
        }
    }

    private <T extends AutoCloseable> T started(T part) {
        parts.push(part);
        return part;
    }

    private AcdRing ring(Journal to) {
        return new AcdRing(AcdRing.SLOTS, new Distributor(), to, this::decided);
    }

    /** On the distributor's thread. */
    private void decided(AcdCommand command) {
        if (command instanceof AcdCommand.Explained line) {
            whyBook.accept(line);
        } else {
            loop.execute(() -> switchboard.on(command));
        }
    }

    private SipCore core() {
        return new SipCore(
                SipSettings.core(conf),
                loop.clock(),
                Entropy.secure(),
                loop.wheel(),
                transport,
                switchboard,
                sipCounters,
                bindings,
                guard);
    }

    private Guard guard() {
        var others = new Surroundings(loop, () -> sip, () -> transport);
        return new Guard(conf.guard(), clock, Entropy.secure().nextLong(), sipCounters, others);
    }

    private NameWatch names() {
        return NameWatch.start(
                SipSettings.trunkNames(conf),
                SipSettings.names(conf.sip()),
                (name, at) -> loop.execute(() -> sip.located(name, at)));
    }

    private Switchboard.Parts switchboardParts(Plans plans) {
        return new Switchboard.Parts(
                conf.node(),
                conf.limits().calls(),
                TimeUnit.MINUTES.toMicros(conf.limits().longestCallMinutes()),
                loop,
                loop.clock(),
                loop.wheel(),
                plans.numbers(),
                media,
                ring,
                counted);
    }

    private Sources sources() {
        return new Sources(
                loop,
                this::reading,
                sipCounters,
                counted,
                switchboard.refusedCalls(),
                switchboard::wrongPins,
                switchboard::corrections,
                ring,
                journal,
                media.counters(),
                media.quality(),
                media::portsInUse,
                media::rooms,
                transport::connections,
                guard::banned,
                recordings::counters);
    }

    /** On the signalling thread. */
    private SignallingReading reading() {
        return new SignallingReading(
                switchboard.census(),
                sip.clientTransactions(),
                sip.serverTransactions(),
                sip.dialogs(),
                sip.registrations(),
                switchboard.acdEntries(),
                switchboard.outbox(),
                switchboard.conferenceMembers(),
                callTimers(),
                ring.fill(),
                sip.trunks());
    }

    private void open(Plans plans) {
        switchboard.speak(SpokenCodecs.of(conf.rtp()));
        switchboard.furnish(conf.house());
        switchboard.open(sip, plans.fingerprint(), plans.acd());
        switchboard.restore(settings.kept());
        switchboard.keepSettings(settings);
        staff.restore(switchboard);
        mailboxes.light(agents(), sip::mailbox);
        sip.restore(bindings.kept());
        watch();
    }

    /**
     * On the signalling thread: tells the I/O loops whether to refuse new calls before RI reads
     * them.
     */
    private void watch() {
        loop.wheel().schedule(loop.clock().nowMicros() + WATCH_MICROS, this::watch);
        records.overload(entrance.look());
        boolean full =
                loop.backlog() > SIGNALLING_BACKLOG / 2
                        || ring.fill() > RING_FULL
                        || switchboard.liveCalls() >= conf.limits().calls()
                        || switchboard.overloaded();
        overload.refuseNewCalls(full || stopping);
    }

    private Door door() {
        return new Door(
                loop,
                switchboard,
                guard,
                sip::trunks,
                agents(),
                mailboxes,
                this::counts,
                () -> takesCalls,
                metrics::text,
                tracer,
                recordings,
                records.supervisions(),
                whyBook,
                ring::waits);
    }

    private Set<String> agents() {
        var agents = new LinkedHashSet<String>();
        conf.agents().forEach(agent -> agents.add(agent.id()));
        return agents;
    }

    /** On the signalling thread. */
    private Map<String, Long> counts() {
        var counts = new TreeMap<String, Long>();
        counts.put("clientTransactions", (long) sip.clientTransactions());
        counts.put("serverTransactions", (long) sip.serverTransactions());
        counts.put("dialogs", (long) sip.dialogs());
        counts.put("calls", (long) switchboard.liveCalls());
        counts.put("legs", (long) switchboard.liveLegs());
        counts.put("scripts", (long) switchboard.liveScripts());
        counts.put("ports", (long) media.portsInUse());
        counts.put("acdEntries", (long) ring.entries() + switchboard.acdEntries());
        counts.put("timers", callTimers());
        counts.put("gauge.registrations", (long) sip.registrations());
        counts.put("gauge.subscriptions", (long) sip.subscriptions());
        counts.put("gauge.connections", (long) transport.connections());
        counts.put("gauge.bans", (long) guard.banned());
        counts.put("gauge.longestSignallingStepMicros", loop.steps().longestMicros());
        counts.put("gauge.traceViewers", (long) tracer.viewers());
        counts.put("gauge.idleAndWaiting", (long) ring.idleAndWaiting());
        counts.put("counter.signallingStepsOver20ms", loop.steps().alarms());
        counts.put("counter.callsRefused", switchboard.refusedCalls().all());
        counts.put("counter.acd.ignoredEvents", ring.ignoredEvents());
        counts.put("counter.acd.missed", ring.missed());
        counts.put("counter.acd.defects", ring.defects());
        counts.put("counter.acd.journalLost", journal.lost());
        sipCounters.snapshot().forEach((name, n) -> counts.put("counter.sip." + name, n));
        media.counters().snapshot().forEach((name, n) -> counts.put("counter.media." + name, n));
        recordings.counters().forEach((name, n) -> counts.put("counter.records." + name, n));
        tracer.counters().forEach((name, n) -> counts.put("counter.trace." + name, n));
        return counts;
    }

    /** Timers of calls: all but the two that always run, those of contacts, lamps and trunks. */
    private long callTimers() {
        int others =
                2
                        + sip.registrations()
                        + sip.phoneChecks()
                        + sip.subscriptions()
                        + sip.trunkTimers();
        return Math.max(0, loop.wheel().size() - others);
    }

    private int liveCalls() {
        return ask(switchboard::liveCalls);
    }

    /** 0 when signalling does not answer: the stop goes on. */
    private int ask(Supplier<Integer> question) {
        try {
            return loop.ask(question).get(2, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.error("signalling does not answer", e);
        }
        return 0;
    }

    private static void await(BooleanSupplier condition, long millis) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (!condition.getAsBoolean() && System.nanoTime() < end) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }
}
