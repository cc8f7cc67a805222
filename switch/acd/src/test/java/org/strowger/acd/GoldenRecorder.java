package org.strowger.acd;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A program that writes the golden journal anew: the first two thousand events of a seeded run of
 * {@link RandomEvents}, in which every kind of event happens.
 */
final class GoldenRecorder {

    private static final int SEED = 1_891;
    private static final int EVENTS = 2_000;

    private final Random random = new Random(SEED);
    private final RandomEvents chance = new RandomEvents(random);
    private final Distributor distributor = new Distributor();
    private final List<OfferId> ringing = new ArrayList<>();
    private final List<OfferId> talking = new ArrayList<>();
    private final List<String> lines = new ArrayList<>(List.of("#begin"));
    private long now = 1_700_000_000_000_000L;

    private GoldenRecorder() {}

    /**
     * Writes it.
     *
     * @param arguments the file
     */
    public static void main(String[] arguments) throws IOException {
        Files.write(Path.of(arguments[0]), new GoldenRecorder().run());
    }

    private List<String> run() {
        handle(chance.configured(now));
        while (lines.size() <= EVENTS) {
            now += random.nextInt(1_000_000);
            handle(event());
        }
        return lines;
    }

    private AcdEvent event() {
        int dice = random.nextInt(200);
        if (dice == 0) {
            return chance.configured(now);
        } else if (dice == 1) {
            return new AcdEvent.SnapshotWanted(now, lines.size());
        } else if (dice == 2) {
            return new AcdEvent.QueueOpened(
                    now, RandomEvents.queueId(random.nextInt(4)), random.nextInt(4) > 0);
        } else if (dice == 3) {
            return new AcdEvent.QueueWanted(now, lines.size(), RandomEvents.queueId(0));
        } else if (dice < 40) {
            return new AcdEvent.Tick(now);
        } else if (dice < 100) {
            return chance.callEvent(now);
        } else if (dice < 130) {
            return chance.agentEvent(now);
        } else if (dice < 150 && !talking.isEmpty()) {
            return new AcdEvent.TalkEnded(now, talking.remove(random.nextInt(talking.size())));
        }
        return ringing.isEmpty()
                ? chance.callEvent(now)
                : chance.offerEvent(now, ringing.get(random.nextInt(ringing.size())));
    }

    private void handle(AcdEvent event) {
        lines.add(AcdEventText.encode(event));
        if (event instanceof AcdEvent.FromOffer answer && ringing.remove(answer.offer())) {
            talking.addAll(
                    event instanceof AcdEvent.OfferAccepted ? List.of(answer.offer()) : List.of());
        }
        for (var command : distributor.handle(event)) {
            if (command instanceof AcdCommand.Offer(var offer, _, _, _)) {
                ringing.add(offer);
            }
        }
    }
}
