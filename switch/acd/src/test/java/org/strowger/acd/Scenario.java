package org.strowger.acd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.strowger.base.AgentId;
import org.strowger.base.CallId;
import org.strowger.base.QueueId;

/** A distributor, a clock that only the test moves, and what both say. Times start at 1,000 s. */
final class Scenario {

    static final QueueId SALES = new QueueId("sales");
    static final QueueId SUPPORT = new QueueId("support");
    static final AgentId ALICE = new AgentId("alice");
    static final AgentId BOB = new AgentId("bob");
    static final AgentId CAROL = new AgentId("carol");
    static final Duration RINGING = Duration.ofSeconds(20);
    static final Duration WRAP_UP = Duration.ofSeconds(10);

    final Distributor distributor = new Distributor();
    private final List<AcdCommand> last = new ArrayList<>();
    private final List<AcdCommand> all = new ArrayList<>();
    private long nowMicros = 1_000_000_000;

    long now() {
        return nowMicros;
    }

    static AcdConfig.Queue queue(QueueId id, Skill... needs) {
        return new AcdConfig.Queue(
                id, List.of(needs), 0, RINGING.toSeconds() * 1_000_000, 10_000_000, 5, 1);
    }

    static AcdConfig.Queue withNeeds(AcdConfig.Queue queue, String needs) {
        var changed = new QueueRules(queue);
        changed.needs = Needs.parse(needs);
        return changed.rules();
    }

    static AcdConfig.Queue withWeight(AcdConfig.Queue queue, int weight) {
        var changed = new QueueRules(queue);
        changed.weight = weight;
        return changed.rules();
    }

    static AcdConfig.Queue withWrapUp(AcdConfig.Queue queue, Duration wrapUp) {
        var changed = new QueueRules(queue);
        changed.wrapUpMicros = wrapUp.toMillis() * 1_000;
        return changed.rules();
    }

    static AcdConfig.Queue withRonaLimit(AcdConfig.Queue queue, int limit) {
        var changed = new QueueRules(queue);
        changed.ronaLimit = limit;
        return changed.rules();
    }

    static AcdConfig.Queue withRelaxation(AcdConfig.Queue queue, Relaxation... steps) {
        var changed = new QueueRules(queue);
        changed.relaxation = List.of(steps);
        return changed.rules();
    }

    static AcdConfig.Queue withChoice(AcdConfig.Queue queue, Choice choice) {
        var changed = new QueueRules(queue);
        changed.choice = choice;
        return changed.rules();
    }

    static AcdConfig.Queue withObjective(AcdConfig.Queue queue, Duration objective) {
        var changed = new QueueRules(queue);
        changed.objectiveMicros = objective.toMillis() * 1_000;
        return changed.rules();
    }

    /** Serves both queues. */
    static AcdConfig.Agent agent(AgentId id, Skill... skills) {
        return new AcdConfig.Agent(id, List.of(SALES, SUPPORT), List.of(skills), false);
    }

    Scenario configured(List<AcdConfig.Queue> queues, AcdConfig.Agent... agents) {
        return configured(Order.PLAIN, queues, agents);
    }

    Scenario configured(Order order, List<AcdConfig.Queue> queues, AcdConfig.Agent... agents) {
        var config = new AcdConfig(queues, List.of(agents), order);
        handle(new AcdEvent.Configured(nowMicros, "hash", config));
        return this;
    }

    /** Both queues without needs, and these agents. */
    Scenario configured(AcdConfig.Agent... agents) {
        return configured(List.of(queue(SALES), queue(SUPPORT)), agents);
    }

    /** Logged in, reachable, one second after the one before. */
    Scenario ready(AgentId... agents) {
        for (var agent : agents) {
            handle(new AcdEvent.AgentReachable(nowMicros, agent, true));
            handle(new AcdEvent.AgentLoggedIn(nowMicros, agent));
            pass(Duration.ofSeconds(1));
        }
        return this;
    }

    void queued(String call, QueueId queue, Skill... needs) {
        queued(call, queue, 0, needs);
    }

    void queued(String call, QueueId queue, int priority, Skill... needs) {
        handle(
                new AcdEvent.CallQueued(
                        nowMicros, new CallId(call), queue, priority, List.of(needs)));
    }

    void asking(String call, QueueId queue, String needs) {
        handle(
                new AcdEvent.CallQueued(
                        nowMicros, new CallId(call), queue, 0, Needs.parse(needs), "", null));
    }

    void preferring(String call, QueueId queue, AgentId agent, Duration hold) {
        var preferred = new AcdEvent.Preferred(agent, hold.toMillis() * 1_000);
        handle(
                new AcdEvent.CallQueued(
                        nowMicros, new CallId(call), queue, 0, Needs.none(), "", preferred));
    }

    void ofTier(String call, QueueId queue, String tier) {
        handle(
                new AcdEvent.CallQueued(
                        nowMicros, new CallId(call), queue, 0, Needs.none(), tier, null));
    }

    void back(String call, QueueId queue, long sinceMicros) {
        handle(
                new AcdEvent.CallQueued(
                        nowMicros,
                        new CallId(call),
                        queue,
                        0,
                        Needs.none(),
                        "",
                        null,
                        sinceMicros));
    }

    void left(String call) {
        handle(new AcdEvent.CallLeft(nowMicros, new CallId(call)));
    }

    void accepted(long offer) {
        handle(new AcdEvent.OfferAccepted(nowMicros, new OfferId(offer)));
    }

    void refused(long offer) {
        handle(new AcdEvent.OfferRefused(nowMicros, new OfferId(offer)));
    }

    void failed(long offer) {
        handle(new AcdEvent.OfferFailed(nowMicros, new OfferId(offer), "busy"));
    }

    void withdrawn(long offer) {
        handle(new AcdEvent.OfferWithdrawn(nowMicros, new OfferId(offer)));
    }

    void talkEnded(long offer) {
        handle(new AcdEvent.TalkEnded(nowMicros, new OfferId(offer)));
    }

    /** Rings out: withdrawn for want of an answer, and call control says so. */
    void ringsOut(long offer) {
        pass(RINGING);
        withdrawn(offer);
    }

    /** A whole call without talk, from the ringing phone to the end of the wrap-up. */
    void served(long offer) {
        accepted(offer);
        talkEnded(offer);
        pass(WRAP_UP);
    }

    void pass(Duration time) {
        nowMicros += time.toNanos() / 1_000;
        handle(new AcdEvent.Tick(nowMicros));
    }

    void handle(AcdEvent event) {
        last.clear();
        last.addAll(distributor.handle(event));
        all.addAll(last);
        assertEquals(0, distributor.idleAndWaiting(), "idle agents and callers waiting for them");
    }

    /** The offers that the last event led to, as "call to agent". */
    List<String> offers() {
        return last.stream()
                .filter(AcdCommand.Offer.class::isInstance)
                .map(AcdCommand.Offer.class::cast)
                .map(o -> o.call() + " to " + o.agent())
                .toList();
    }

    /** Since the begin. */
    void thenOfferedInAll(String... offers) {
        assertEquals(
                List.of(offers),
                all.stream()
                        .filter(AcdCommand.Offer.class::isInstance)
                        .map(AcdCommand.Offer.class::cast)
                        .map(o -> o.call() + " to " + o.agent())
                        .toList());
    }

    void thenOffered(String... offers) {
        assertEquals(List.of(offers), offers());
    }

    void thenNothingOffered() {
        assertEquals(List.of(), offers());
    }

    /** What the last event led to, without the changes of agents. */
    void thenCommands(AcdCommand... commands) {
        assertEquals(
                List.of(commands),
                last.stream()
                        .filter(c -> !(c instanceof AcdCommand.AgentChanged))
                        .filter(c -> !(c instanceof AcdCommand.Explained))
                        .toList());
    }

    /** The reasons of this kind that came with the last event, as "call: reason". */
    List<String> reasons(Class<? extends Why> kind) {
        return last.stream()
                .filter(AcdCommand.Explained.class::isInstance)
                .map(AcdCommand.Explained.class::cast)
                .filter(e -> kind.isInstance(e.why()))
                .map(e -> e.call() + ": " + e.why())
                .toList();
    }

    /** What callers were told to expect with the last event, as "call: reason". */
    List<String> expectations() {
        return reasons(Why.Expected.class);
    }

    /** The answer to the question for it, which was the last event. */
    WaitEstimate place() {
        return last.stream()
                .filter(AcdCommand.Place.class::isInstance)
                .map(c -> ((AcdCommand.Place) c).estimate())
                .findFirst()
                .orElseThrow();
    }

    /** What is shown of a queue now. */
    AcdCommand.Shown shown(QueueId queue) {
        handle(new AcdEvent.QueueWanted(nowMicros, 7, queue));
        return last.stream()
                .filter(AcdCommand.Shown.class::isInstance)
                .map(AcdCommand.Shown.class::cast)
                .findFirst()
                .orElseThrow();
    }

    void thenState(AgentId agent, AgentState state) {
        AgentState now = new AgentState.LoggedOut();
        for (var command : all) {
            if (command instanceof AcdCommand.AgentChanged(_, var changed, var next)
                    && changed.equals(agent)) {
                now = next;
            }
        }
        assertEquals(state, now);
    }

    void thenAtRest() {
        assertEquals(0, distributor.entries());
    }
}
