package org.strowger.acd;

import org.jspecify.annotations.Nullable;
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
 * <pre>CallQueued/3 1000000 n1-5f-7 sales 0 english>=5&amp;tax gold 1 alice 20000000 0</pre>
 *
 * <p>A name with {@code /2} or {@code /3} is of that form of its event. The first forms, in which
 * queues and calls asked for a list of skills and nothing else, and the second, in which nobody was
 * let go or had waited before, are read too, so that a journal of an earlier version can be
 * replayed.
 */
public final class AcdEventText {

    /** What has more components than in the first version of the journal. */
    private static final String SECOND = "/2";

    /** The same since queues let callers go, and callers have their place back. */
    private static final String THIRD = "/3";

    private AcdEventText() {}

    /** The event as one line, without an end of line. */
    public static String encode(AcdEvent event) {
        var out = new Words(name(event)).number(event.atMicros());
        switch (event) {
            case AcdEvent.Configured(_, var hash, var config) ->
                    AcdConfigText.write(out.word(hash), config);
            case AcdEvent.CallQueued queued -> queued(out, queued);
            case AcdEvent.FromCall call -> out.word(call.call().value());
            case AcdEvent.AgentReachable(_, var agent, var reachable) ->
                    out.word(agent.value()).flag(reachable);
            case AcdEvent.AgentNotReady(_, var agent, var reason) ->
                    out.word(agent.value()).word(reason);
            case AcdEvent.WrapUpExtended(_, var agent, var more, var most) ->
                    out.word(agent.value()).number(more).number(most);
            case AcdEvent.QueueOpened(_, var queue, var open) -> out.word(queue.value()).flag(open);
            case AcdEvent.FromAgent agent -> out.word(agent.agent().value());
            case AcdEvent.OfferFailed(_, var offer, var reason) ->
                    out.number(offer.value()).word(reason);
            case AcdEvent.FromOffer offer -> out.number(offer.offer().value());
            case AcdEvent.SnapshotWanted(_, var request) -> out.number(request);
            case AcdEvent.QueueWanted(_, var request, var queue) ->
                    out.number(request).word(queue.value());
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
        try {
            String name = in.word();
            var event = event(name, in.number(), in);
            in.end();
            return event;
        } catch (WordReader.Wrong wrong) {
            throw wrong;
        } catch (IllegalArgumentException refused) { // By what the word was to become.
            var wrong = in.error(refused.getMessage());
            wrong.initCause(refused);
            throw wrong;
        }
    }

    /** Whether the line is one of {@link AcdEvent.Configured}. */
    public static boolean isConfiguration(String line) {
        return line.startsWith("Configured ") || line.startsWith("Configured/");
    }

    private static String name(AcdEvent event) {
        var name = event.getClass().getSimpleName();
        return switch (event) {
            case AcdEvent.Configured _, AcdEvent.CallQueued _ -> name + THIRD;
            default -> name;
        };
    }

    private static AcdEvent event(String name, long at, WordReader in) {
        return switch (name) {
            case "Configured" -> new AcdEvent.Configured(at, in.word(), AcdConfigText.readOld(in));
            case "Configured" + SECOND ->
                    new AcdEvent.Configured(at, in.word(), AcdConfigText.readSecond(in));
            case "Configured" + THIRD ->
                    new AcdEvent.Configured(at, in.word(), AcdConfigText.read(in));
            case "CallQueued" ->
                    new AcdEvent.CallQueued(
                            at,
                            new CallId(in.word()),
                            new QueueId(in.word()),
                            in.integer(),
                            AcdConfigText.skills(in));
            case "CallQueued" + SECOND -> queued(at, in, false);
            case "CallQueued" + THIRD -> queued(at, in, true);
            case "PlaceWanted" -> new AcdEvent.PlaceWanted(at, new CallId(in.word()));
            case "CallLeft" -> new AcdEvent.CallLeft(at, new CallId(in.word()));
            case "QueueOpened" -> new AcdEvent.QueueOpened(at, new QueueId(in.word()), in.flag());
            case "WrapUpExtended", "WrapUpEnded" ->
                    agentEvent(name, at, new AgentId(in.word()), in);
            case "Tick" -> new AcdEvent.Tick(at);
            case "QueueWanted" -> new AcdEvent.QueueWanted(at, in.number(), new QueueId(in.word()));
            case "SnapshotWanted" -> new AcdEvent.SnapshotWanted(at, in.number());
            default ->
                    name.startsWith("Agent")
                            ? agentEvent(name, at, new AgentId(in.word()), in)
                            : offerEvent(name, at, new OfferId(in.number()), in);
        };
    }

    private static void queued(Words out, AcdEvent.CallQueued event) {
        out.word(event.call().value())
                .word(event.queue().value())
                .number(event.priority())
                .word(NeedsWriter.compact(event.needs()))
                .word(event.tier());
        var preferred = event.preferred();
        out.flag(preferred != null);
        if (preferred != null) {
            out.word(preferred.agent().value()).number(preferred.holdMicros());
        }
        out.number(event.sinceMicros());
    }

    private static AcdEvent queued(long at, WordReader in, boolean since) {
        return new AcdEvent.CallQueued(
                at,
                new CallId(in.word()),
                new QueueId(in.word()),
                in.integer(),
                Needs.parse(in.word()),
                in.word(),
                preferred(in),
                since ? in.number() : 0);
    }

    private static AcdEvent.@Nullable Preferred preferred(WordReader in) {
        return in.flag() ? new AcdEvent.Preferred(new AgentId(in.word()), in.number()) : null;
    }

    private static AcdEvent agentEvent(String name, long at, AgentId agent, WordReader in) {
        return switch (name) {
            case "AgentReachable" -> new AcdEvent.AgentReachable(at, agent, in.flag());
            case "AgentLoggedIn" -> new AcdEvent.AgentLoggedIn(at, agent);
            case "AgentLoggedOut" -> new AcdEvent.AgentLoggedOut(at, agent);
            case "AgentReady" -> new AcdEvent.AgentReady(at, agent);
            case "AgentNotReady" -> new AcdEvent.AgentNotReady(at, agent, in.word());
            case "WrapUpExtended" ->
                    new AcdEvent.WrapUpExtended(at, agent, in.number(), in.number());
            case "AgentLost" -> new AcdEvent.AgentLost(at, agent);
            case "WrapUpEnded" -> new AcdEvent.WrapUpEnded(at, agent);
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
}
