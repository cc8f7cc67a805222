package org.strowger.harness.load.conservation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntSupplier;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import org.strowger.acd.AcdCommand;
import org.strowger.acd.AcdEvent;
import org.strowger.acd.Distributor;
import org.strowger.acd.OfferId;
import org.strowger.acd.ring.Replay;
import org.strowger.base.CallId;
import org.strowger.harness.load.conservation.JournalAccount.Exit;
import org.strowger.harness.load.conservation.JournalAccount.Visit;
import org.strowger.harness.load.result.Finding;
import org.strowger.harness.load.result.Percentiles;
import org.strowger.harness.load.result.Queueing;

/**
 * Replays the distributor's journal through a fresh distributor, and looks over its shoulder.
 *
 * <p>After an event it looks the long way whether a caller waits whom an idle agent could have.
 * That costs calls times agents, so the looks are rationed: each event brings an allowance, and a
 * look is taken when there is enough of it. Small runs are looked at after every event, large ones
 * after every so many, and all at the end.
 */
public final class JournalReader {

    /** Pairs of call and agent that may be compared for each event, on average. */
    private static final long PAIRS_PER_EVENT = 2_000;

    private static final int DIGITS = 3;
    private static final long SECOND = 1_000_000;

    private final Distributor distributor = new Distributor();
    private final IntSupplier idleAndWaiting;
    private final long sinceMicros;
    private final long figuresMicros;
    private final Map<CallId, Open> waiting = new HashMap<>();
    private final Map<OfferId, AcdCommand.Offer> offers = new HashMap<>();
    private final List<Open> visits = new ArrayList<>();
    private final Set<String> idled = new LinkedHashSet<>();
    private final Histogram waits = new Histogram(DIGITS);
    private boolean told;
    private boolean counted;
    private long nowMicros;
    private long agents;
    private long allowance;
    private long looks;
    private final Map<Long, Long> offersBySecond = new HashMap<>();
    private long offered;
    private long refused;
    private long late;

    private JournalReader(
            @Nullable IntSupplier idleAndWaiting, long sinceMicros, long figuresMicros) {
        this.idleAndWaiting = idleAndWaiting == null ? distributor::idleAndWaiting : idleAndWaiting;
        this.sinceMicros = sinceMicros;
        this.figuresMicros = figuresMicros;
    }

    /** A wait that is followed. */
    private static final class Open {
        private final CallId call;
        private final String queue;
        private final long joinedMicros;
        private Exit exit = Exit.NONE;
        private String agent = "";

        Open(AcdEvent.CallQueued event) {
            call = event.call();
            queue = event.queue().value();
            joinedMicros = event.atMicros();
        }

        Visit visit() {
            return new Visit(call.value(), queue, joinedMicros, exit, agent);
        }
    }

    /**
     * Reads the newest run in the folder.
     *
     * @param folder {@code journal} in the switch's data folder
     * @param sinceMicros calls that joined before are replayed, but not told of; 0 for all
     * @throws IOException when a file cannot be read, or is no journal
     */
    public static JournalAccount read(Path folder, long sinceMicros) throws IOException {
        return read(folder, sinceMicros, sinceMicros);
    }

    /**
     * The same, with sums of a part only.
     *
     * @param figuresMicros what was before goes into no sum: the warm-up
     * @throws IOException when a file cannot be read, or is no journal
     */
    public static JournalAccount read(Path folder, long sinceMicros, long figuresMicros)
            throws IOException {
        return read(folder, new JournalReader(null, sinceMicros, figuresMicros));
    }

    static JournalAccount read(Path folder, long sinceMicros, @Nullable IntSupplier idleAndWaiting)
            throws IOException {
        return read(folder, new JournalReader(idleAndWaiting, sinceMicros, sinceMicros));
    }

    private static JournalAccount read(Path folder, JournalReader reader) throws IOException {
        var result = Replay.of(folder, reader::on);
        reader.look();
        return reader.account(result);
    }

    private JournalAccount account(Replay.Result read) {
        var all =
                visits.stream()
                        .filter(v -> v.joinedMicros >= sinceMicros)
                        .map(Open::visit)
                        .toList();
        var measured = all.stream().filter(v -> v.joinedMicros() >= figuresMicros).toList();
        return new JournalAccount(
                inexact(read),
                read.events(),
                all,
                new Queueing(
                        measured.size(),
                        count(measured, Exit.ANSWERED),
                        count(measured, Exit.LEFT),
                        offered,
                        refused,
                        percentiles(waits)),
                offersBySecond,
                late,
                looks,
                List.copyOf(idled),
                distributor.ignoredEvents(),
                distributor.entries());
    }

    private static long count(List<Visit> visits, Exit exit) {
        return visits.stream().filter(v -> v.exit() == exit).count();
    }

    private static String inexact(Replay.Result read) {
        var why = new ArrayList<String>();
        if (!read.fromBegin()) {
            why.add("its first files are deleted");
        }
        if (read.missing() > 0) {
            why.add(read.missing() + " events are missing");
        }
        if (read.torn() > 0) {
            why.add("its end is torn");
        }
        if (!read.damage().isEmpty()) {
            why.add("it is damaged in " + read.damage());
        }
        return String.join(", ", why);
    }

    private static Percentiles percentiles(Histogram times) {
        return new Percentiles(
                times.getTotalCount(),
                times.getMean(),
                times.getValueAtPercentile(50),
                times.getValueAtPercentile(90),
                times.getValueAtPercentile(99),
                times.getValueAtPercentile(99.9),
                times.getMaxValue());
    }

    private void on(AcdEvent event) {
        told = event.atMicros() >= sinceMicros;
        nowMicros = event.atMicros();
        counted = nowMicros >= figuresMicros;
        before(event);
        distributor.handle(event).forEach(this::on);
        lookIfAllowed();
    }

    private void before(AcdEvent event) {
        switch (event) {
            case AcdEvent.Configured configured -> agents = configured.config().agents().size();
            case AcdEvent.CallQueued queued -> queued(queued);
            case AcdEvent.CallLeft left -> leave(left.call(), Exit.LEFT);
            case AcdEvent.OfferAccepted accepted -> accepted(accepted);
            case AcdEvent.OfferRefused gone -> cameToNothing(gone.offer());
            case AcdEvent.OfferFailed gone -> cameToNothing(gone.offer());
            case AcdEvent.OfferWithdrawn gone -> cameToNothing(gone.offer());
            case AcdEvent.FromAgent _,
                    AcdEvent.TalkEnded _,
                    AcdEvent.QueueOpened _,
                    AcdEvent.Tick _,
                    AcdEvent.PlaceWanted _,
                    AcdEvent.QueueWanted _,
                    AcdEvent.SnapshotWanted _ -> {}
        }
    }

    private void queued(AcdEvent.CallQueued event) {
        if (!waiting.containsKey(event.call())) {
            var visit = new Open(event);
            waiting.put(event.call(), visit);
            visits.add(visit);
        }
    }

    private void leave(CallId call, Exit exit) {
        var visit = waiting.remove(call);
        if (visit != null) {
            visit.exit = exit;
        }
    }

    private void accepted(AcdEvent.OfferAccepted event) {
        var offer = offers.remove(event.offer());
        if (offer == null) {
            return; // The distributor counts it as ignored.
        }
        var visit = waiting.remove(offer.call());
        if (visit == null) {
            late += told ? 1 : 0;
            return;
        }
        visit.exit = Exit.ANSWERED;
        visit.agent = offer.agent().value();
        if (visit.joinedMicros >= figuresMicros) {
            waits.recordValue(Math.max(0, event.atMicros() - visit.joinedMicros));
        }
    }

    private void cameToNothing(OfferId id) {
        if (offers.remove(id) != null) {
            refused += counted ? 1 : 0;
        }
    }

    private void on(AcdCommand command) {
        switch (command) {
            case AcdCommand.Offer offer -> {
                offers.put(offer.offer(), offer);
                offered += counted ? 1 : 0;
                offersBySecond.merge(nowMicros / SECOND, 1L, Long::sum);
            }
            case AcdCommand.QueueRefused(var call, _, _) -> leave(call, Exit.REFUSED);
            case AcdCommand.WithdrawOffer _,
                    AcdCommand.AgentChanged _,
                    AcdCommand.Explained _,
                    AcdCommand.Place _,
                    AcdCommand.Shown _,
                    AcdCommand.Snapshot _ -> {}
        }
    }

    private void lookIfAllowed() {
        long pairs = Math.max(1, waiting.size() * agents);
        allowance = Math.min(allowance + PAIRS_PER_EVENT, Math.max(pairs, PAIRS_PER_EVENT));
        if (allowance >= pairs) {
            allowance -= pairs;
            look();
        }
    }

    private void look() {
        looks++;
        if (idleAndWaiting.getAsInt() > 0 && idled.size() < Finding.MAX_CALLS) {
            waiting.values().stream()
                    .filter(v -> offers.values().stream().noneMatch(o -> o.call().equals(v.call)))
                    .forEach(v -> idled.add(v.call.value()));
        }
    }
}
