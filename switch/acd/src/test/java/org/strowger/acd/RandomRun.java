package org.strowger.acd;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Events by chance that know what was offered: sensible answers to what the distributor commanded,
 * and nonsense besides.
 */
final class RandomRun {

    private final Random random;
    private final RandomEvents chance;
    private final List<OfferId> ringing = new ArrayList<>();
    private final List<OfferId> talking = new ArrayList<>();
    private long nowMicros;

    RandomRun(long seed) {
        this.random = new Random(seed);
        this.chance = new RandomEvents(random);
        this.nowMicros = random.nextBoolean() ? 0 : 1_700_000_000_000_000L;
    }

    AcdEvent first() {
        return chance.configured(nowMicros);
    }

    AcdEvent next() {
        nowMicros += random.nextInt(10) == 0 ? 0 : random.nextInt(1_500_000);
        long at = nowMicros - (random.nextInt(10) == 0 ? 700_000 : 0);
        int dice = random.nextInt(100);
        if (dice < 4) {
            return random.nextInt(6) == 0 ? chance.configured(at) : chance.any(at);
        } else if (dice < 20) {
            return new AcdEvent.Tick(at);
        } else if (dice < 50) {
            return chance.callEvent(at);
        } else if (dice < 68) {
            return chance.agentEvent(at);
        } else if (dice < 85 && !talking.isEmpty()) {
            return new AcdEvent.TalkEnded(at, any(talking));
        }
        return ringing.isEmpty() ? chance.callEvent(at) : chance.offerEvent(at, any(ringing));
    }

    /** What came of it. */
    void saw(AcdEvent event, List<AcdCommand> commands) {
        if (event instanceof AcdEvent.FromOffer answer) {
            boolean rang = ringing.remove(answer.offer());
            if (rang && event instanceof AcdEvent.OfferAccepted) {
                talking.add(answer.offer());
            } else if (event instanceof AcdEvent.TalkEnded) {
                talking.remove(answer.offer());
            }
        }
        for (var command : commands) {
            if (command instanceof AcdCommand.Offer(var offer, _, _, _)) {
                ringing.add(offer);
            }
        }
    }

    boolean once(int in) {
        return random.nextInt(in) == 0;
    }

    int below(int limit) {
        return random.nextInt(limit);
    }

    private OfferId any(List<OfferId> offers) {
        return offers.get(random.nextInt(offers.size()));
    }
}
