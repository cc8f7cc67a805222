package org.strowger.harness.figures;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.strowger.harness.load.FileLimit;
import org.strowger.harness.load.result.Finding;
import org.strowger.harness.load.watch.ProcessView;
import org.strowger.harness.process.ConfFolder;
import org.strowger.harness.process.SwitchProcess;

/**
 * Many registered phones that refresh, the switch on the first core and the phones on the second:
 * everybody registers once, which is the warm-up, then the steady load is measured, then the load
 * ends and the heap is counted once no transaction is left.
 */
final class RegistrationFigures {

    /** A phone refreshes when half of what it was granted is over. */
    private static final int EXPIRES_OF_REFRESH = 2;

    /** The first registration takes so many times longer: it is twice the work, of a cold JVM. */
    private static final double SLOWLY = 1.5;

    private static final int FIRST = 100_001;

    /** A configuration has room for 20,000; a user may have several contacts. */
    private static final int MOST_USERS = 19_000;

    private static final long T1_MICROS = 500_000;
    private static final double REALLY_OFFERED = 0.95;
    private static final int OTHER_FILES = 2_000;
    private static final Duration TRANSACTIONS = Duration.ofSeconds(40);
    private static final Duration SPARE = Duration.ofMinutes(5);

    private final BenchSettings settings;
    private final PrintStream progress;
    private final SwitchProcess strowger;
    private final LinkedHashMap<String, Object> figures = new LinkedHashMap<>();

    private RegistrationFigures(
            BenchSettings settings, PrintStream progress, SwitchProcess strowger) {
        this.settings = settings;
        this.progress = progress;
        this.strowger = strowger;
    }

    static Measured measure(BenchSettings settings, PrintStream progress) throws IOException {
        var cores = settings.cores();
        var life = SPARE.plusSeconds(settings.seconds()).plusSeconds(settings.refreshSeconds());
        var launch =
                SwitchProcess.Launch.measured(cores.ofSwitch(), settings.heap(), List.of(), life);
        var conf = ConfFolder.create().firstAgent(FIRST).agents(1).phones(users(settings));
        try (var strowger = SwitchProcess.start(conf, settings.out(), launch);
                var phones = new RegisteredPhones(strowger.sip(), phones(settings), sockets())) {
            return new RegistrationFigures(settings, progress, strowger).run(phones);
        }
    }

    private static int users(BenchSettings settings) {
        return Math.min(settings.contacts(), MOST_USERS);
    }

    private static List<RegisteredPhone> phones(BenchSettings settings) {
        var phones = new ArrayList<RegisteredPhone>();
        for (int i = 0; i < settings.contacts(); i++) {
            var user = String.valueOf(FIRST + 1 + i % users(settings));
            int expires = EXPIRES_OF_REFRESH * settings.refreshSeconds();
            phones.add(new RegisteredPhone(i, user, "demo-" + user, Math.max(60, expires)));
        }
        return phones;
    }

    private static int sockets() {
        return (int) Math.max(100, Math.min(50_000, FileLimit.allowed() - OTHER_FILES));
    }

    private Measured run(RegisteredPhones phones) throws IOException {
        double rate = (double) settings.contacts() / settings.refreshSeconds();
        long before = strowger.heapAfterGc();
        var slowly = Duration.ofMillis((long) (SLOWLY * 1_000 * settings.refreshSeconds()));
        var first = phones.register(rate / SLOWLY, slowly);
        progress.printf("  first registration: %s%n", first.text());
        var process = new ProcessView(strowger.pid());
        double cpu = process.cpuSeconds();
        var steady = phones.register(rate, Duration.ofSeconds(settings.seconds()));
        double share = (process.cpuSeconds() - cpu) / steady.seconds();
        progress.printf("  steady: %s%n", steady.text());
        long loaded = strowger.heapAfterGc();
        strowger.await(
                () -> strowger.count("serverTransactions") == 0,
                TRANSACTIONS,
                () -> "the end of " + strowger.count("serverTransactions") + " transactions");
        long bound = strowger.count("gauge.registrations");
        long after = strowger.heapAfterGc();
        figures.put("contacts", settings.contacts());
        figures.put("users", users(settings));
        figures.put("sockets", phones.sockets());
        figures.put("first registration", first);
        figures.put("steady", steady);
        figures.put("share of the core", share);
        figures.put("heap before, octets", before);
        figures.put("heap under load, octets", loaded);
        figures.put("heap with contacts only, octets", after);
        figures.put("heap of a contact, octets", (after - before) / settings.contacts());
        figures.put("bound at the end", bound);
        return new Measured(findings(rate, steady, share, bound), figures);
    }

    private List<Finding> findings(
            double rate, RegisteredPhones.Outcome steady, double share, long bound) {
        double offered = steady.perSecond() / rate;
        return List.of(
                Finding.of(
                        "contacts bound",
                        bound == settings.contacts(),
                        bound + " of " + settings.contacts()),
                Finding.of("refreshed", steady.failed() == 0, steady.text()),
                Finding.of(
                        "response, 99th percentile",
                        steady.responses().p99() < T1_MICROS,
                        "%d us, below T1 (%d us)".formatted(steady.responses().p99(), T1_MICROS)),
                Finding.of(
                        "one core is enough",
                        share < 1 && offered >= REALLY_OFFERED,
                        "%.0f %% of it; %.0f %% of %.0f REGISTER/s were really offered"
                                .formatted(100 * share, 100 * offered, rate)),
                Finding.of(
                        "heap of a contact",
                        true,
                        figures.get("heap of a contact, octets") + " octets (no limit is set)"));
    }
}
