package org.strowger.acd;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.strowger.base.AgentId;
import org.strowger.base.CallId;
import org.strowger.base.QueueId;

/**
 * Events as lines of text, for the journal.
 *
 * <p>A line is the event's name and its components in order, separated by single spaces. A list is
 * its length and then its elements. In a word, a space, a percent sign, a control character or a
 * surrogate is {@code %} and four hexadecimal digits of UTF-16; the empty word is a lone {@code %}.
 *
 * <pre>CallQueued 1000000 n1-5f-7 sales 0 1 english 5</pre>
 */
public final class AcdEventText {

    private AcdEventText() {}

    /** The event as one line, without an end of line. */
    public static String encode(AcdEvent event) {
        var out = new Words(event.getClass().getSimpleName()).number(event.atMicros());
        switch (event) {
            case AcdEvent.Configured(_, var hash, var config) -> config(out.word(hash), config);
            case AcdEvent.CallQueued(_, var call, var queue, var priority, var needs) ->
                    skills(out.word(call.value()).word(queue.value()).number(priority), needs);
            case AcdEvent.FromCall call -> out.word(call.call().value());
            case AcdEvent.AgentReachable(_, var agent, var reachable) ->
                    out.word(agent.value()).flag(reachable);
            case AcdEvent.AgentNotReady(_, var agent, var reason) ->
                    out.word(agent.value()).word(reason);
            case AcdEvent.FromAgent agent -> out.word(agent.agent().value());
            case AcdEvent.OfferFailed(_, var offer, var reason) ->
                    out.number(offer.value()).word(reason);
            case AcdEvent.FromOffer offer -> out.number(offer.offer().value());
            case AcdEvent.SnapshotWanted(_, var request) -> out.number(request);
            case AcdEvent.Tick _ -> {}
        }
        return out.toString();
    }

    /**
     * The event of a line.
     *
     * @throws IllegalArgumentException when the line is none that {@link #encode} makes; the
     *     message says where
     */
    public static AcdEvent decode(String line) {
        var in = new WordReader(line);
        String name = in.word();
        var event = event(name, in.number(), in);
        in.end();
        return event;
    }

    private static AcdEvent event(String name, long at, WordReader in) {
        return switch (name) {
            case "Configured" -> new AcdEvent.Configured(at, in.word(), config(in));
            case "CallQueued" ->
                    new AcdEvent.CallQueued(
                            at,
                            new CallId(in.word()),
                            new QueueId(in.word()),
                            in.integer(),
                            skills(in));
            case "CallLeft" -> new AcdEvent.CallLeft(at, new CallId(in.word()));
            case "Tick" -> new AcdEvent.Tick(at);
            case "SnapshotWanted" -> new AcdEvent.SnapshotWanted(at, in.number());
            default ->
                    name.startsWith("Agent")
                            ? agentEvent(name, at, new AgentId(in.word()), in)
                            : offerEvent(name, at, new OfferId(in.number()), in);
        };
    }

    private static AcdEvent agentEvent(String name, long at, AgentId agent, WordReader in) {
        return switch (name) {
            case "AgentReachable" -> new AcdEvent.AgentReachable(at, agent, in.flag());
            case "AgentLoggedIn" -> new AcdEvent.AgentLoggedIn(at, agent);
            case "AgentLoggedOut" -> new AcdEvent.AgentLoggedOut(at, agent);
            case "AgentReady" -> new AcdEvent.AgentReady(at, agent);
            case "AgentNotReady" -> new AcdEvent.AgentNotReady(at, agent, in.word());
            case "AgentBusy" -> new AcdEvent.AgentBusy(at, agent);
            case "AgentFree" -> new AcdEvent.AgentFree(at, agent);
            default -> throw in.error("no event of this name");
        };
    }

    private static AcdEvent offerEvent(String name, long at, OfferId offer, WordReader in) {
        return switch (name) {
            case "OfferAccepted" -> new AcdEvent.OfferAccepted(at, offer);
            case "OfferRefused" -> new AcdEvent.OfferRefused(at, offer);
            case "OfferFailed" -> new AcdEvent.OfferFailed(at, offer, in.word());
            case "OfferWithdrawn" -> new AcdEvent.OfferWithdrawn(at, offer);
            case "TalkEnded" -> new AcdEvent.TalkEnded(at, offer);
            default -> throw in.error("no event of this name");
        };
    }

    private static void config(Words out, AcdConfig config) {
        out.number(config.queues().size());
        for (var queue : config.queues()) {
            out.word(queue.id().value())
                    .number(queue.weight())
                    .number(queue.offerMicros())
                    .number(queue.wrapUpMicros())
                    .number(queue.maxWaiting())
                    .number(queue.ronaLimit());
            skills(out, queue.needs());
        }
        out.number(config.agents().size());
        for (var agent : config.agents()) {
            out.word(agent.id().value()).flag(agent.readyWhenReachable());
            out.number(agent.queues().size());
            agent.queues().forEach(q -> out.word(q.value()));
            skills(out, agent.skills());
        }
    }

    private static AcdConfig config(WordReader in) {
        return new AcdConfig(list(in, () -> queue(in)), list(in, () -> agent(in)));
    }

    private static AcdConfig.Queue queue(WordReader in) {
        var id = new QueueId(in.word());
        int weight = in.integer();
        long offerMicros = in.number();
        long wrapUpMicros = in.number();
        int maxWaiting = in.integer();
        int ronaLimit = in.integer();
        return new AcdConfig.Queue(
                id, skills(in), weight, offerMicros, wrapUpMicros, maxWaiting, ronaLimit);
    }

    private static AcdConfig.Agent agent(WordReader in) {
        var id = new AgentId(in.word());
        boolean readyWhenReachable = in.flag();
        var queues = list(in, () -> new QueueId(in.word()));
        return new AcdConfig.Agent(id, queues, skills(in), readyWhenReachable);
    }

    private static void skills(Words out, List<Skill> skills) {
        out.number(skills.size());
        skills.forEach(s -> out.word(s.name()).number(s.level()));
    }

    private static List<Skill> skills(WordReader in) {
        return list(in, () -> new Skill(in.word(), in.integer()));
    }

    private static <T> List<T> list(WordReader in, Supplier<T> element) {
        int size = in.size();
        var list = new ArrayList<T>();
        for (int i = 0; i < size; i++) {
            list.add(element.get());
        }
        return list;
    }
}
