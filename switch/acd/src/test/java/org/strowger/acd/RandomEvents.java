package org.strowger.acd;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.strowger.base.AgentId;
import org.strowger.base.CallId;
import org.strowger.base.QueueId;

/** Events by chance: sensible ones and nonsense, from small sets of names so that they meet. */
final class RandomEvents {

    private static final List<String> SKILLS = List.of("english", "tax", "中文");
    private static final List<String> TIERS = List.of("gold", "silver", "at risk");

    /**
     * How many names there are of each kind, and how events come.
     *
     * @param room most callers of one queue
     * @param events of a run
     * @param stepMicros most time from one to the next
     * @param configuredPercent in one hundred of the places for it, of a new configuration
     */
    record Scale(
            int queues,
            int agents,
            int calls,
            int room,
            int events,
            int stepMicros,
            int configuredPercent) {

        static final Scale PLAIN = new Scale(4, 7, 40, 5, 2_000, 1_500_000, 80);
        static final Scale LARGE = new Scale(12, 60, 1_000, 100, 10_000, 150_000, 5);

        static Scale small(Random random) {
            return new Scale(
                    1 + random.nextInt(5),
                    2 + random.nextInt(8),
                    10 + random.nextInt(40),
                    2 + random.nextInt(6),
                    PLAIN.events,
                    PLAIN.stepMicros,
                    PLAIN.configuredPercent);
        }

        boolean isLarge() {
            return agents > 10;
        }
    }

    private final Random random;
    private final Scale scale;

    RandomEvents(Random random) {
        this(random, Scale.PLAIN);
    }

    RandomEvents(Random random, Scale scale) {
        this.random = random;
        this.scale = scale;
    }

    AcdEvent.Configured configured(long now) {
        var queues =
                IntStream.range(0, scale.queues)
                        .filter(_ -> random.nextInt(8) > 0)
                        .mapToObj(this::queue);
        var agents =
                IntStream.range(0, scale.agents)
                        .filter(_ -> random.nextInt(8) > 0)
                        .mapToObj(this::agent);
        return new AcdEvent.Configured(
                now,
                Long.toHexString(random.nextLong()),
                new AcdConfig(queues.toList(), agents.toList(), order()));
    }

    AcdEvent callEvent(long now) {
        var call = new CallId("call-" + random.nextInt(scale.calls));
        if (random.nextInt(8) == 0) {
            return new AcdEvent.PlaceWanted(now, call);
        }
        return random.nextInt(3) == 0
                ? new AcdEvent.CallLeft(now, call)
                : new AcdEvent.CallQueued(
                        now,
                        call,
                        queueId(random.nextInt(scale.queues)),
                        random.nextInt(6) - 2,
                        random.nextInt(3) > 0 ? Needs.none() : needs(5),
                        random.nextBoolean() ? "" : TIERS.get(random.nextInt(TIERS.size())),
                        random.nextInt(4) > 0
                                ? null
                                : new AcdEvent.Preferred(
                                        agentId(random.nextInt(scale.agents + 1)),
                                        random.nextInt(9_000_000)),
                        random.nextInt(5) > 0 ? 0 : now - random.nextInt(9_000_000));
    }

    AcdEvent agentEvent(long now) {
        var agent = agentId(random.nextInt(scale.agents));
        return switch (random.nextInt(14)) {
            case 0 -> new AcdEvent.AgentLoggedOut(now, agent);
            case 1 -> restEvent(now, agent);
            case 2 -> new AcdEvent.AgentBusy(now, agent);
            case 3, 4 -> new AcdEvent.AgentFree(now, agent);
            case 5 -> new AcdEvent.AgentReachable(now, agent, false);
            case 6, 7, 8 -> new AcdEvent.AgentReachable(now, agent, true);
            case 9, 10 -> new AcdEvent.AgentLoggedIn(now, agent);
            default -> new AcdEvent.AgentReady(now, agent);
        };
    }

    private AcdEvent restEvent(long now, AgentId agent) {
        return switch (random.nextInt(5)) {
            case 0 -> new AcdEvent.AgentLost(now, agent);
            case 2 -> new AcdEvent.WrapUpEnded(now, agent);
            case 1 ->
                    new AcdEvent.WrapUpExtended(
                            now, agent, random.nextInt(9_000_000), random.nextInt(30_000_000));
            default -> new AcdEvent.AgentNotReady(now, agent, random.nextBoolean() ? "lunch" : "");
        };
    }

    /** Mostly what the phone of an agent might do; {@code talkEnded} too, out of turn. */
    AcdEvent offerEvent(long now, OfferId offer) {
        return switch (random.nextInt(9)) {
            case 0 -> new AcdEvent.OfferRefused(now, offer);
            case 1 -> new AcdEvent.OfferFailed(now, offer, "busy here");
            case 2, 3 -> new AcdEvent.OfferWithdrawn(now, offer);
            case 4 -> new AcdEvent.TalkEnded(now, offer);
            default -> new AcdEvent.OfferAccepted(now, offer);
        };
    }

    AcdEvent any(long now) {
        return switch (random.nextInt(6)) {
            case 0 -> configured(now);
            case 1 -> callEvent(now);
            case 2 -> agentEvent(now);
            case 3 -> offerEvent(now, new OfferId(random.nextLong()));
            case 4 -> ofQueues(now);
            default -> new AcdEvent.Tick(now);
        };
    }

    private AcdEvent ofQueues(long now) {
        return switch (random.nextInt(3)) {
            case 0 -> new AcdEvent.SnapshotWanted(now, random.nextLong());
            case 1 -> new AcdEvent.QueueWanted(now, random.nextLong(), queueId(2));
            default -> queueOpened(now);
        };
    }

    AcdEvent queueOpened(long now) {
        return new AcdEvent.QueueOpened(
                now, queueId(random.nextInt(scale.queues)), random.nextBoolean());
    }

    private AcdConfig.Queue queue(int i) {
        return new AcdConfig.Queue(
                queueId(i),
                needs(3),
                random.nextInt(4),
                1_000_000L * (1 + random.nextInt(8)),
                random.nextBoolean() ? 0 : 1_000L * random.nextInt(9_000),
                random.nextInt(scale.room),
                1 + random.nextInt(3),
                relaxation(),
                choice(),
                1_000_000L * random.nextInt(5),
                random.nextInt(3) > 0 ? Stay.FREE : stay());
    }

    private Stay stay() {
        var staff = Stay.Staff.values();
        return new Stay(
                staff[random.nextInt(staff.length)],
                staff[random.nextInt(staff.length)],
                random.nextBoolean() ? 0 : 1_000_000L * random.nextInt(5),
                random.nextBoolean() ? 0 : 1_000_000L * random.nextInt(20));
    }

    private Choice choice() {
        var methods = Method.values();
        return new Choice(
                methods[random.nextInt(methods.length)],
                random.nextLong(),
                1 + random.nextInt(4),
                1 + random.nextInt(3_000_000));
    }

    private Order order() {
        return new Order(
                random.nextInt(3) == 0,
                TIERS.stream()
                        .filter(_ -> random.nextBoolean())
                        .map(tier -> new Order.Tier(tier, random.nextInt(9) - 3))
                        .toList());
    }

    private List<Relaxation> relaxation() {
        var steps = new ArrayList<Relaxation>();
        long after = 0;
        while (random.nextInt(5) > 1 && steps.size() < 4) {
            after += random.nextInt(4_000_000);
            steps.add(
                    new Relaxation(
                            after,
                            random.nextInt(3) == 0 ? needs(3) : null,
                            random.nextBoolean() ? skills(3) : List.of(),
                            SKILLS.stream().filter(_ -> random.nextInt(5) == 0).toList(),
                            IntStream.range(0, scale.queues + 1)
                                    .filter(_ -> random.nextInt(6) == 0)
                                    .mapToObj(RandomEvents::queueId)
                                    .toList(),
                            IntStream.range(0, scale.agents + 1)
                                    .filter(_ -> random.nextInt(9) == 0)
                                    .mapToObj(RandomEvents::agentId)
                                    .toList()));
        }
        return steps;
    }

    /** Deep and contradictory ones too. */
    private Needs needs(int highest) {
        return switch (random.nextInt(7)) {
            case 0 -> Needs.none();
            case 1 -> Needs.any(List.of(needs(highest), needs(highest)));
            case 2 -> Needs.all(List.of(needs(highest), needs(highest)));
            case 3 -> Needs.not(needs(highest));
            default -> Needs.of(skills(highest));
        };
    }

    private AcdConfig.Agent agent(int i) {
        var queues = IntStream.range(0, scale.queues).filter(_ -> random.nextInt(3) > 0);
        return new AcdConfig.Agent(
                agentId(i),
                queues.mapToObj(RandomEvents::queueId).toList(),
                skills(10),
                random.nextBoolean());
    }

    private List<Skill> skills(int highest) {
        var skills = new ArrayList<Skill>();
        for (var name : SKILLS) {
            if (random.nextInt(highest) >= 2) {
                skills.add(new Skill(name, 1 + random.nextInt(highest)));
            }
        }
        return skills;
    }

    static QueueId queueId(int i) {
        return new QueueId("queue " + i);
    }

    private static AgentId agentId(int i) {
        return new AgentId("100" + i);
    }
}
