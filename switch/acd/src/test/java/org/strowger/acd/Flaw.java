package org.strowger.acd;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.strowger.acd.AcdEvent.CallQueued;
import org.strowger.base.AgentId;

/**
 * A distributor with one mistake, for {@link RefereeTest}: it does not hear what it should, knows a
 * rule otherwise than it is, or says something else than it has decided.
 *
 * @param hears what becomes of an event before it is handled
 * @param says the same of the commands
 */
record Flaw(String name, UnaryOperator<AcdEvent> hears, UnaryOperator<List<AcdCommand>> says) {

    private static final long MILLI = 1_000;
    private static final List<Skill> ALL_SKILLS =
            List.of(new Skill("english", 10), new Skill("tax", 10), new Skill("中文", 10));

    /** The distributor that has it. */
    Simulation.Core in(Distributor distributor) {
        return event -> says.apply(distributor.handle(hears.apply(event)));
    }

    @Override
    public String toString() {
        return name;
    }

    static Stream<Flaw> all() {
        return Stream.of(rules(), callers(), deaf(), sayings()).flatMap(s -> s);
    }

    private static Stream<Flaw> rules() {
        return Stream.of(
                queue("agents by another method", q -> q.choice = next(q.choice)),
                queue("lots of another seed", q -> q.choice = reseeded(q.choice)),
                queue("one phone at a time", q -> q.choice = Choice.of(q.choice.method())),
                queue("weight unknown", q -> q.weight = 0),
                queue("needs unknown", q -> q.needs = Needs.none()),
                queue("no relaxation", q -> q.relaxation = List.of()),
                queue("relaxation late", q -> q.relaxation = late(q.relaxation)),
                queue("rings too long", q -> q.offerMicros += MILLI),
                queue("rings too short", q -> q.offerMicros -= MILLI),
                queue("wrap-up too long", q -> q.wrapUpMicros += MILLI),
                queue("one miss too many", q -> q.ronaLimit += 1),
                queue("one caller too many", q -> q.maxWaiting += 1),
                queue("lets nobody go", q -> q.stay = Stay.FREE),
                queue("objective unknown", q -> q.objectiveMicros = 0),
                config("everybody knows all", Flaw::skilled),
                config("no tiers", c -> new AcdConfig(c.queues(), c.agents(), plain(c))),
                config("agents backwards", Flaw::backwards));
    }

    private static Stream<Flaw> callers() {
        return Stream.of(
                call(
                        "priority unknown",
                        c -> with(c, 0, c.needs(), c.preferred(), c.sinceMicros())),
                call(
                        "needs of callers unknown",
                        c -> with(c, c.priority(), Needs.none(), c.preferred(), c.sinceMicros())),
                call(
                        "nobody is held",
                        c -> with(c, c.priority(), c.needs(), null, c.sinceMicros())),
                call(
                        "waiting before does not count",
                        c -> with(c, c.priority(), c.needs(), c.preferred(), 0)));
    }

    private static Stream<Flaw> deaf() {
        return Stream.of(
                        AcdEvent.CallLeft.class,
                        AcdEvent.AgentLoggedOut.class,
                        AcdEvent.AgentLoggedIn.class,
                        AcdEvent.AgentReachable.class,
                        AcdEvent.AgentReady.class,
                        AcdEvent.AgentNotReady.class,
                        AcdEvent.AgentLost.class,
                        AcdEvent.AgentBusy.class,
                        AcdEvent.AgentFree.class,
                        AcdEvent.WrapUpEnded.class,
                        AcdEvent.WrapUpExtended.class,
                        AcdEvent.OfferAccepted.class,
                        AcdEvent.OfferRefused.class,
                        AcdEvent.OfferFailed.class,
                        AcdEvent.OfferWithdrawn.class,
                        AcdEvent.TalkEnded.class,
                        AcdEvent.QueueOpened.class)
                .map(Flaw::deafTo);
    }

    private static Stream<Flaw> sayings() {
        return Stream.of(
                saying("an offer is left out", AcdCommand.Offer.class, List::remove),
                saying("a withdrawal is left out", AcdCommand.WithdrawOffer.class, List::remove),
                saying("a refusal is left out", AcdCommand.QueueRefused.class, List::remove),
                saying("a state is left out", AcdCommand.AgentChanged.class, List::remove),
                saying(
                        "an offer is made twice",
                        AcdCommand.Offer.class,
                        (said, i) -> said.add(said.get(i))),
                saying(
                        "the next offer is somebody else's",
                        AcdCommand.Offer.class,
                        (said, i) -> said.set(i, elsewhere((AcdCommand.Offer) said.get(i)))),
                saying(
                        "a score is wrong",
                        AcdCommand.Explained.class,
                        (said, i) -> said.set(i, higher((AcdCommand.Explained) said.get(i)))));
    }

    // ---- how they are made ----

    private interface Edit {
        void change(List<AcdCommand> commands, int at);
    }

    /** All commands of that kind are changed. */
    private static Flaw saying(String name, Class<? extends AcdCommand> kind, Edit edit) {
        return new Flaw(
                name,
                UnaryOperator.identity(),
                commands -> {
                    var said = new ArrayList<>(commands);
                    for (int i = commands.size() - 1; i >= 0; i--) {
                        if (kind.isInstance(commands.get(i))) {
                            edit.change(said, i);
                        }
                    }
                    return said;
                });
    }

    private static Flaw deafTo(Class<? extends AcdEvent> kind) {
        return new Flaw(
                "deaf to " + kind.getSimpleName(),
                event -> kind.isInstance(event) ? new AcdEvent.Tick(event.atMicros()) : event,
                UnaryOperator.identity());
    }

    private static Flaw config(String name, UnaryOperator<AcdConfig> wrong) {
        return new Flaw(
                name,
                event ->
                        event instanceof AcdEvent.Configured(var at, var hash, var config)
                                ? new AcdEvent.Configured(at, hash, wrong.apply(config))
                                : event,
                UnaryOperator.identity());
    }

    private static Flaw queue(String name, Consumer<QueueRules> wrong) {
        return config(
                name,
                config ->
                        new AcdConfig(
                                config.queues().stream().map(q -> changed(q, wrong)).toList(),
                                config.agents(),
                                config.order()));
    }

    private static AcdConfig.Queue changed(AcdConfig.Queue queue, Consumer<QueueRules> wrong) {
        var rules = new QueueRules(queue);
        wrong.accept(rules);
        return rules.rules();
    }

    private static Flaw call(String name, UnaryOperator<CallQueued> wrong) {
        return new Flaw(
                name,
                event -> event instanceof CallQueued queued ? wrong.apply(queued) : event,
                UnaryOperator.identity());
    }

    // ---- the mistakes ----

    private static Choice next(Choice choice) {
        var all = List.of(Method.values());
        var other = all.get((all.indexOf(choice.method()) + 1) % all.size());
        return new Choice(other, choice.seed(), choice.phones(), choice.nextMicros());
    }

    private static Choice reseeded(Choice choice) {
        return new Choice(choice.method(), choice.seed() + 1, choice.phones(), choice.nextMicros());
    }

    private static List<Relaxation> late(List<Relaxation> steps) {
        return steps.stream()
                .map(s ->
                        new Relaxation(
                                s.afterMicros() + MILLI,
                                s.needs(),
                                s.lower(),
                                s.drop(),
                                s.queues(),
                                s.agents()))
                .toList();
    }

    private static Order plain(AcdConfig config) {
        return new Order(config.order().objectiveFirst(), List.of());
    }

    private static AcdConfig skilled(AcdConfig config) {
        var agents =
                config.agents().stream()
                        .map(a ->
                                new AcdConfig.Agent(
                                        a.id(), a.queues(), ALL_SKILLS, a.readyWhenReachable()))
                        .toList();
        return new AcdConfig(config.queues(), agents, config.order());
    }

    private static AcdConfig backwards(AcdConfig config) {
        return new AcdConfig(config.queues(), config.agents().reversed(), config.order());
    }

    private static CallQueued with(
            CallQueued call,
            int priority,
            Needs needs,
            AcdEvent.@Nullable Preferred preferred,
            long sinceMicros) {
        return new CallQueued(
                call.atMicros(),
                call.call(),
                call.queue(),
                priority,
                needs,
                call.tier(),
                preferred,
                sinceMicros);
    }

    private static AcdCommand.Offer elsewhere(AcdCommand.Offer offer) {
        var other = new AgentId(offer.agent().value() + "0");
        return new AcdCommand.Offer(offer.offer(), other, offer.call(), offer.queue());
    }

    private static AcdCommand.Explained higher(AcdCommand.Explained told) {
        return new AcdCommand.Explained(
                told.atMicros(), told.call(), told.queue(), told.scoreMicros() + 1, told.why());
    }
}
