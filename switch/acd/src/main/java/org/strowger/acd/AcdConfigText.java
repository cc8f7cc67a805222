package org.strowger.acd;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.strowger.base.AgentId;
import org.strowger.base.QueueId;

/** The configuration as a part of a line of {@link AcdEventText}. */
final class AcdConfigText {

    private AcdConfigText() {}

    static void write(Words out, AcdConfig config) {
        out.number(config.queues().size());
        config.queues().forEach(queue -> queue(out, queue));
        order(out, config.order());
        out.number(config.agents().size());
        for (var agent : config.agents()) {
            out.word(agent.id().value()).flag(agent.readyWhenReachable());
            queues(out, agent.queues());
            skills(out, agent.skills());
        }
    }

    static AcdConfig read(WordReader in) {
        return read(in, true);
    }

    /** As written before queues let callers go. */
    static AcdConfig readSecond(WordReader in) {
        return read(in, false);
    }

    private static AcdConfig read(WordReader in, boolean stay) {
        var queues = in.list(() -> stay ? readQueue(in) : queue(in));
        var order = order(in);
        return new AcdConfig(queues, in.list(() -> agent(in)), order);
    }

    private static void order(Words out, Order order) {
        out.flag(order.objectiveFirst()).number(order.tiers().size());
        order.tiers().forEach(t -> out.word(t.name()).number(t.points()));
    }

    private static Order order(WordReader in) {
        return new Order(in.flag(), in.list(() -> new Order.Tier(in.word(), in.integer())));
    }

    /** As written before queues had expressions. */
    static AcdConfig readOld(WordReader in) {
        return new AcdConfig(in.list(() -> oldQueue(in)), in.list(() -> agent(in)));
    }

    static List<Skill> skills(WordReader in) {
        return in.list(() -> new Skill(in.word(), in.integer()));
    }

    /** One queue alone, as {@link #readQueue} reads it. */
    static void writeQueue(Words out, AcdConfig.Queue queue) {
        queue(out, queue);
    }

    static AcdConfig.Queue readQueue(WordReader in) {
        return queue(in).with(stay(in));
    }

    private static void queue(Words out, AcdConfig.Queue queue) {
        out.word(queue.id().value())
                .needs(queue.needs())
                .number(queue.weight())
                .number(queue.offerMicros())
                .number(queue.wrapUpMicros())
                .number(queue.maxWaiting())
                .number(queue.ronaLimit());
        out.number(queue.relaxation().size());
        queue.relaxation().forEach(step -> step(out, step));
        out.word(queue.choice().method().name())
                .number(queue.choice().seed())
                .number(queue.choice().phones())
                .number(queue.choice().nextMicros())
                .number(queue.objectiveMicros());
        var stay = queue.stay();
        out.word(stay.joins().name())
                .word(stay.stays().name())
                .number(stay.longestEstimateMicros())
                .number(stay.longestWaitMicros());
    }

    private static Stay stay(WordReader in) {
        return new Stay(
                Stay.Staff.valueOf(in.word()),
                Stay.Staff.valueOf(in.word()),
                in.number(),
                in.number());
    }

    private static AcdConfig.Queue queue(WordReader in) {
        return new AcdConfig.Queue(
                new QueueId(in.word()),
                in.needs(),
                in.integer(),
                in.number(),
                in.number(),
                in.integer(),
                in.integer(),
                in.list(() -> step(in)),
                choice(in),
                in.number());
    }

    private static Choice choice(WordReader in) {
        var method = Method.valueOf(in.word()); // Refused as any other word that is none.
        return new Choice(method, in.number(), in.integer(), in.number());
    }

    private static AcdConfig.Queue oldQueue(WordReader in) {
        var id = new QueueId(in.word());
        int weight = in.integer();
        long offerMicros = in.number();
        long wrapUpMicros = in.number();
        int maxWaiting = in.integer();
        int ronaLimit = in.integer();
        return new AcdConfig.Queue(
                id, skills(in), weight, offerMicros, wrapUpMicros, maxWaiting, ronaLimit);
    }

    private static void step(Words out, Relaxation step) {
        var needs = step.needs();
        out.number(step.afterMicros()).flag(needs != null);
        if (needs != null) {
            out.needs(needs);
        }
        skills(out, step.lower());
        out.number(step.drop().size());
        step.drop().forEach(out::word);
        queues(out, step.queues());
        out.number(step.agents().size());
        step.agents().forEach(a -> out.word(a.value()));
    }

    private static Relaxation step(WordReader in) {
        long after = in.number();
        @Nullable Needs needs = in.flag() ? in.needs() : null;
        return new Relaxation(
                after,
                needs,
                skills(in),
                in.list(in::word),
                queues(in),
                in.list(() -> agentId(in)));
    }

    private static AcdConfig.Agent agent(WordReader in) {
        var id = agentId(in);
        boolean readyWhenReachable = in.flag();
        return new AcdConfig.Agent(id, queues(in), skills(in), readyWhenReachable);
    }

    private static AgentId agentId(WordReader in) {
        return new AgentId(in.word());
    }

    private static void queues(Words out, List<QueueId> queues) {
        out.number(queues.size());
        queues.forEach(q -> out.word(q.value()));
    }

    private static List<QueueId> queues(WordReader in) {
        return in.list(() -> new QueueId(in.word()));
    }

    private static void skills(Words out, List<Skill> skills) {
        out.number(skills.size());
        skills.forEach(s -> out.word(s.name()).number(s.level()));
    }
}
