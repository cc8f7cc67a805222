package org.strowger.harness.city;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.strowger.base.Entropy;
import org.strowger.media.PortRange;
import org.strowger.media.Prompts;
import org.strowger.media.ToneTable;
import org.strowger.records.RecordsException;
import org.strowger.server.Plans;
import org.strowger.server.conf.SwitchConf;

/**
 * One day of the simulated city, on one thread. Everything that happens comes from the agenda and
 * from the switch's own timer wheel, in the order of simulated time; chance comes from the seed.
 */
public final class City {

    /** A Monday, eight o'clock. */
    private static final Instant BEGIN = Instant.parse("2026-01-05T08:00:00Z");

    /** The full checks come every so many steps. */
    private static final int FULL_CHECK = 1_000;

    private static final long AUDIT = 10 * Street.MINUTE;
    private static final long PROMISE = 150_000;
    private static final long LAST_CALLERS = 40 * Street.MINUTE;
    private static final long QUIET = 130 * Street.SECOND;
    private static final long REGISTRATIONS_END = 2 * 3_600 * Street.SECOND;

    private final CitySettings settings;
    private final Twins twins;
    private final long beganMicros;
    private final Agenda agenda;
    private final Trace trace;
    private final Network network;
    private final Trouble trouble;
    private final SpaceWatch space;
    private final CityDisk disk;
    private final CityStore store;
    private final CityMedia media;
    private final SwitchConf conf;
    private final Plans plans;
    private final Truth truth;
    private final Population population;
    private final Audit audit;
    private final Chance chance;
    private final Onlooker onlooker;
    private Ledger ledger;
    private @Nullable CitySwitch running;
    private @Nullable Violation found;
    private boolean powerFailed;
    private int lives;
    private long steps;
    private long offers;
    private int crashes;

    /**
     * A city in which nothing has happened yet.
     *
     * @param scripts folder of the shipped scripts
     * @param twins what a test plants; {@link Twins#plain} for nothing
     * @param out takes the whole trace; null for none
     */
    public City(CitySettings settings, Path scripts, Twins twins, @Nullable PrintStream out) {
        this(settings, scripts, twins, out, Onlooker.none());
    }

    /**
     * The same, before an audience.
     *
     * @param onlooker told every 1,000 steps how far the day has come
     */
    public City(
            CitySettings settings,
            Path scripts,
            Twins twins,
            @Nullable PrintStream out,
            Onlooker onlooker) {
        this.settings = settings;
        this.twins = twins;
        this.onlooker = onlooker;
        long seed = settings.seed();
        beganMicros = TimeUnit.SECONDS.toMicros(BEGIN.getEpochSecond());
        agenda = new Agenda(beganMicros);
        trace = new Trace(agenda, out);
        truth = new Truth(this::violated);
        network = new Network(agenda, Chance.of(seed, 1), settings.faults(), trace);
        chance = Chance.of(seed, 2);
        disk = new CityDisk(Entropy.seeded(seed + 3));
        store = new CityStore(agenda::nowMicros, Entropy.seeded(seed + 4));
        conf = CityConf.of(settings, scripts);
        plans = Plans.of(conf);
        var range = new PortRange(conf.rtp().from(), conf.rtp().to());
        var prompts = Prompts.load(Plans.prompts(conf), ToneTable.of(conf.sound().tones()));
        media = new CityMedia(agenda, Chance.of(seed, 5), trace, prompts, range);
        audit = new Audit(truth, store, network);
        trouble = new Trouble(agenda, Chance.of(seed, 6), disk, trace);
        space =
                new SpaceWatch(
                        agenda, disk, RecordsTwin.LIMITS, trouble::diskIsWell, truth::complain);
        ledger = new Ledger(truth::complain, plans.acd());
        var street = new Street(agenda, network, Chance.of(seed, 7), trace, media);
        population = new Population(settings, street, truth);
        trouble.plan(settings.faults(), dayMicros(), network, this::crash);
    }

    /** Before {@link #live}: something that happens so long after the day began. */
    void plan(long micros, Runnable act) {
        agenda.at(beganMicros + micros, act);
    }

    /** When the day began. */
    long beganMicros() {
        return beganMicros;
    }

    Trouble trouble() {
        return trouble;
    }

    Truth truth() {
        return truth;
    }

    /** The switch's records; null while it is dead. */
    @Nullable RecordsTwin records() {
        var alive = running;
        return alive == null ? null : alive.records();
    }

    private long dayMicros() {
        return TimeUnit.NANOSECONDS.toMicros(settings.day().toNanos());
    }

    /**
     * Lives through the day.
     *
     * @throws Violation at the first thing that is not as it must be
     */
    public CityResult live() {
        begin();
        agenda.after(AUDIT, this::audit);
        runFor(dayMicros());
        population.goHome();
        runUntilNobodyCalls();
        runFor(QUIET);
        rest();
        audit.close();
        return new CityResult(
                settings.seed(),
                trace.hash(),
                truth.callsOver(),
                store.calls().size(),
                offers + ledger.offers(),
                crashes,
                network.sent(),
                network.lost(),
                trace.events(),
                steps,
                agenda.nowMicros() - beganMicros);
    }

    // ---- the lives of the switch ----

    private void begin() {
        ledger = new Ledger(truth::complain, plans.acd());
        try {
            running =
                    new CitySwitch(
                            new CitySwitch.Ground(
                                    agenda,
                                    network,
                                    trace,
                                    Chance.of(settings.seed(), 100 + lives),
                                    settings.faults(),
                                    conf,
                                    plans,
                                    media,
                                    disk,
                                    store,
                                    ledger,
                                    truth,
                                    twins,
                                    settings.seed() * 31 + lives,
                                    new Entrance(),
                                    () -> powerFailed = true));
            lives++;
            space.begin();
            trace.say("switch begins, life", lives);
        } catch (IOException | RecordsException e) {
            trace.say("switch cannot begin", e);
            agenda.after(Street.SECOND, this::begin);
        }
    }

    private void crash() {
        var dying = running;
        if (dying == null) {
            return;
        }
        running = null;
        crashes++;
        offers += ledger.offers();
        trace.say("switch", "loses its power");
        long durable = dying.records().durableUpTo();
        long back = agenda.nowMicros() + chance.between(1, 8) * Street.SECOND;
        truth.crashed(new Truth.Crash(agenda.nowMicros(), durable, back + Street.MINUTE));
        dying.die();
        disk.crash();
        store.crash();
        population.switchDied();
        agenda.at(back, this::begin);
    }

    // ---- time ----

    private void runFor(long micros) {
        long end = agenda.nowMicros() + micros;
        while (nextMicros() <= end) {
            step();
        }
        agenda.moveTo(end);
    }

    private void runUntilNobodyCalls() {
        long end = agenda.nowMicros() + LAST_CALLERS;
        while (!truth.live().isEmpty()) {
            runFor(Street.SECOND);
            if (agenda.nowMicros() > end) {
                violated("there are callers who never come to an end: " + truth.live().getFirst());
            }
        }
    }

    private long nextMicros() {
        var alive = running;
        return alive == null
                ? agenda.nextMicros()
                : Math.min(agenda.nextMicros(), alive.nextMicros());
    }

    private void step() {
        var alive = running;
        if (alive != null && alive.nextMicros() <= agenda.nextMicros()) {
            agenda.moveTo(alive.nextMicros());
            alive.turn();
        } else {
            agenda.next();
        }
        if (powerFailed) {
            powerFailed = false;
            crash();
        }
        steps++;
        if (found != null) {
            throw found; // Raised inside the switch, which took it for a bug of its own.
        }
        check();
        if (steps % FULL_CHECK == 0) {
            onlooker.sees(agenda.nowMicros() - beganMicros, truth.callsOver(), steps);
        }
    }

    // ---- what must hold ----

    private void check() {
        var alive = running;
        if (alive == null) {
            return;
        }
        alive.checkPorts();
        space.look();
        if (steps % FULL_CHECK == 0) {
            alive.checkAll();
            ledger.checkAll();
            promise(alive);
            space.alarm(alive.records().alarm());
        }
    }

    /** Each new call passes here. */
    private final class Entrance implements CitySwitch.Door {
        @Override
        public void taken(String caller) {
            space.taken(caller);
            truth.taken(caller, agenda.nowMicros());
        }

        @Override
        public void refused(String caller) {
            space.refused(caller);
        }
    }

    /** Nothing of an event older than 100 ms plus one fsync is lost, whatever dies. */
    private void promise(CitySwitch alive) {
        long age = agenda.nowMicros() - alive.records().durableUpTo();
        if (trouble.diskIsWell() && age > PROMISE + disk.latencyMicros()) {
            violated("an event is not durable after " + age + " us");
        }
    }

    private void audit() {
        if (running != null) {
            audit.look(agenda.nowMicros());
        }
        agenda.after(AUDIT, this::audit);
    }

    /** Nothing is left of any call; what is left of those who vanished ends with the switch. */
    private void rest() {
        var alive = running;
        if (alive == null) {
            throw new IllegalStateException("the day ends without a switch");
        }
        alive.endAll();
        runFor(QUIET);
        long end = agenda.nowMicros() + REGISTRATIONS_END;
        while (alive.registrations() > 0 && agenda.nowMicros() < end) {
            runFor(Street.MINUTE);
        }
        alive.close();
        runFor(Street.SECOND);
        settle(alive);
        for (Map.Entry<String, Integer> left : alive.resources().entrySet()) {
            if (left.getValue() != 0) {
                violated("at rest the switch still has " + alive.resources());
            }
        }
        if (alive.timers() != 0 || alive.registrations() != 0) {
            violated(
                    "at rest there are %d timers and %d registrations"
                            .formatted(alive.timers(), alive.registrations()));
        }
    }

    private void settle(CitySwitch alive) {
        try {
            alive.records().settle();
        } catch (IOException e) {
            violated("the records cannot be read: " + e);
        }
    }

    private void violated(String what) {
        var at = Instant.EPOCH.plusNanos(TimeUnit.MICROSECONDS.toNanos(agenda.nowMicros()));
        var where = "seed " + settings.seed() + ", at " + at + ", step " + steps;
        if (found == null) {
            found = new Violation(what, where, trace.last());
        }
        throw found;
    }
}
