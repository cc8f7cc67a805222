package org.strowger.server;

import java.net.InetAddress;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.strowger.acd.AcdCommand;
import org.strowger.acd.AgentState;
import org.strowger.acd.WaitFigures;
import org.strowger.acd.WhyText;
import org.strowger.acd.ring.WhyBook;
import org.strowger.base.CallId;
import org.strowger.base.QueueId;
import org.strowger.call.CallSummary;
import org.strowger.call.Destination.Feature;
import org.strowger.call.SignallingLoop;
import org.strowger.call.Switchboard;
import org.strowger.call.UserSettings;
import org.strowger.control.CallbackDoor;
import org.strowger.control.RecordingDoor;
import org.strowger.control.SipTrace;
import org.strowger.control.StaffDoor;
import org.strowger.control.SupervisionDoor;
import org.strowger.control.SwitchBusyException;
import org.strowger.control.SwitchDoor;
import org.strowger.records.SupervisionReader;
import org.strowger.sip.TrunkState;
import org.strowger.sip.event.MailCount;
import org.strowger.sip.guard.Ban;
import org.strowger.sip.guard.Guard;

/** Answers the control door by asking the threads that own what is asked for. */
final class Door implements SwitchDoor {

    private static final double MICROS_PER_POINT = 1e6;
    private static final long LIMIT_SECONDS = 2;
    private static final DateTimeFormatter ISO =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final SignallingLoop loop;
    private final Switchboard switchboard;
    private final Guard guard;
    private final Supplier<List<TrunkState>> trunks;
    private final Set<String> agents;
    private final Mailboxes mailboxes;
    private final WhyBook whyBook;
    private final Supplier<List<WaitFigures>> waits;
    private final Supplier<Map<String, Long>> counts;
    private final Supplier<Boolean> takesCalls;
    private final Supplier<String> metrics;
    private final SipTrace trace;
    private final RecordingDoor recordings;
    private final SupervisionDoor supervision;

    /**
     * Makes the door's inner side.
     *
     * @param agents who there is
     * @param mailboxes their messages, of the signalling thread
     * @param counts asked on the signalling thread
     * @param takesCalls asked on any thread
     * @param metrics the same, may wait for signalling
     * @param trace the messages that come and go
     * @param recorded what was and is recorded
     * @param supervised what supervisors did
     * @param whyBook what the distributor decided, and why
     * @param waits how callers wait; asked on any thread
     */
    Door(
            SignallingLoop loop,
            Switchboard switchboard,
            Guard guard,
            Supplier<List<TrunkState>> trunks,
            Set<String> agents,
            Mailboxes mailboxes,
            Supplier<Map<String, Long>> counts,
            Supplier<Boolean> takesCalls,
            Supplier<String> metrics,
            SipTrace trace,
            RecordingParts recorded,
            SupervisionReader supervised,
            WhyBook whyBook,
            Supplier<List<WaitFigures>> waits) {
        this.loop = loop;
        this.switchboard = switchboard;
        this.guard = guard;
        this.trunks = trunks;
        this.agents = agents;
        this.mailboxes = mailboxes;
        this.whyBook = whyBook;
        this.waits = waits;
        this.counts = counts;
        this.takesCalls = takesCalls;
        this.metrics = metrics;
        this.trace = trace;
        this.recordings =
                recorded.door((call, change) ->
                        await("calls", loop.ask(() -> switchboard.record(call, change))));
        this.supervision =
                new SupervisedCalls(
                        supervised,
                        change -> await("calls", loop.ask(() -> change.apply(switchboard))));
    }

    @Override
    public boolean live() {
        return snapshot().request() > 0;
    }

    @Override
    public boolean ready() {
        return takesCalls.get();
    }

    @Override
    public Map<String, Long> counts() {
        return await("counts", loop.ask(counts));
    }

    @Override
    public String metrics() {
        return metrics.get();
    }

    @Override
    public List<AgentView> agents() {
        return snapshot().agents().stream().map(Door::view).toList();
    }

    @Override
    public List<WhyView> why(String call) {
        return whyBook.of(new CallId(call)).stream().map(Door::view).toList();
    }

    private static WhyView view(AcdCommand.Explained line) {
        return new WhyView(
                iso(line.atMicros()),
                line.queue().value(),
                line.scoreMicros() / MICROS_PER_POINT,
                WhyText.of(line.why()));
    }

    @Override
    public List<QueueView> queues() {
        var closed = await("queues", loop.ask(() -> switchboard.staff().closedQueues()));
        var figures = new HashMap<QueueId, WaitFigures>();
        waits.get().forEach(of -> figures.put(of.queue(), of));
        return snapshot().queues().stream()
                .map(queue ->
                        WaitingCalls.view(
                                queue,
                                !closed.contains(queue.queue().value()),
                                figures.get(queue.queue())))
                .toList();
    }

    @Override
    public @Nullable List<WaitingView> waiting(String queue) {
        var answer = new CompletableFuture<AcdCommand.Shown>();
        loop.execute(() -> switchboard.askQueue(queue, answer::complete));
        var shown = await("a queue", answer);
        return shown.known() ? shown.calls().stream().map(WaitingCalls::view).toList() : null;
    }

    @Override
    public List<CallView> calls() {
        var calls = await("calls", loop.ask(switchboard::summaries));
        return calls.stream().map(Door::view).toList();
    }

    @Override
    public List<TrunkView> trunks() {
        return await("trunks", loop.ask(trunks)).stream().map(Door::view).toList();
    }

    @Override
    public boolean changeAgent(String agent, AgentChange change) {
        if (!agents.contains(agent)) {
            return false;
        }
        var feature =
                switch (change) {
                    case LOGIN -> Feature.LOG_IN;
                    case LOGOUT -> Feature.LOG_OUT;
                    case READY -> Feature.READY;
                    case BREAK -> Feature.BREAK;
                };
        loop.execute(() -> switchboard.agentWants(agent, feature));
        snapshot(); // Through both threads: when this returns, the change can be seen.
        return true;
    }

    @Override
    public List<UserView> users() {
        return await(
                "users",
                loop.ask(() ->
                        agents.stream()
                                .map(user ->
                                        view(user, switchboard.settings(user), mailboxes.of(user)))
                                .toList()));
    }

    @Override
    public void changeMailbox(String user, int fresh, int old) {
        if (!agents.contains(user)) {
            throw new IllegalArgumentException("there is no agent " + user);
        }
        var count = new MailCount(fresh, old);
        loop.execute(() -> mailboxes.set(user, count));
        snapshot(); // Through both threads: when this returns, the change can be seen.
    }

    @Override
    public void changeUser(String user, String change, String number, int seconds) {
        var what = UserChanges.named(change);
        UserChanges.checkSeconds(seconds);
        int status = await("users", loop.ask(() -> switchboard.change(user, what, number)));
        UserChanges.check(status, user, number);
        if (seconds > 0) {
            loop.execute(() -> switchboard.noAnswerAfter(user, seconds));
        }
        snapshot(); // Through both threads: when this returns, the change can be seen.
    }

    @Override
    public List<BanView> bans() {
        return guard.bans().stream().map(Door::view).toList();
    }

    @Override
    public int clearBans(@Nullable InetAddress address) {
        return await(
                "bans", loop.ask(() -> address == null ? guard.clearAll() : guard.clear(address)));
    }

    @Override
    public SupervisionDoor supervision() {
        return supervision;
    }

    @Override
    public StaffDoor staff() {
        return new StaffChanges(
                () -> await("agents", loop.ask(() -> switchboard.staff().agents())),
                change -> {
                    boolean done = await("agents", loop.ask(() -> change.apply(switchboard)));
                    snapshot(); // Through both threads: when this returns, the change can be seen.
                    return done;
                },
                () -> await("blocked callers", loop.ask(() -> switchboard.blockList().numbers())));
    }

    @Override
    public CallbackDoor callbacks() {
        return new OpenCallbacks(
                () -> await("callbacks", loop.ask(() -> switchboard.callbacks().list())),
                (queue, number) ->
                        await(
                                "callbacks",
                                loop.ask(() -> switchboard.callbacks().cancel(queue, number))));
    }

    @Override
    public RecordingDoor recordings() {
        return recordings;
    }

    @Override
    public SipTrace trace() {
        return trace;
    }

    private AcdCommand.Snapshot snapshot() {
        var answer = new CompletableFuture<AcdCommand.Snapshot>();
        loop.execute(() -> switchboard.askDistributor(answer::complete));
        return await("agents and queues", answer);
    }

    private static <T> T await(String question, CompletableFuture<T> answer) {
        try {
            return answer.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new SwitchBusyException(question, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SwitchBusyException(question, e);
        }
    }

    private static AgentView view(AcdCommand.AgentView agent) {
        var id = agent.agent().value();
        boolean reachable = agent.reachable();
        return switch (agent.state()) {
            case AgentState.LoggedOut() ->
                    new AgentView(id, "logged-out", null, null, reachable, null);
            case AgentState.Ready(var since) ->
                    new AgentView(id, "ready", null, iso(since), reachable, null);
            case AgentState.Offered(_, var call, _, var idle, _) ->
                    new AgentView(id, "offered", null, iso(idle), reachable, call.value());
            case AgentState.Talking(_, var call, var since) ->
                    new AgentView(id, "talking", null, iso(since), reachable, call.value());
            case AgentState.WrapUp(var since, _) ->
                    new AgentView(id, "wrap-up", null, iso(since), reachable, null);
            case AgentState.Busy(var since, _) ->
                    new AgentView(id, "busy", null, iso(since), reachable, null);
            case AgentState.NotReady(var reason, var since) ->
                    new AgentView(id, "not-ready", reason, iso(since), reachable, null);
        };
    }

    private static UserView view(String user, UserSettings settings, MailCount messages) {
        return new UserView(
                user,
                settings.doNotDisturb(),
                settings.always(),
                settings.busy(),
                settings.noAnswer(),
                settings.noAnswerSeconds(),
                messages.fresh(),
                messages.old());
    }

    private static BanView view(Ban ban) {
        return new BanView(
                ban.source(),
                ban.cause().text(),
                String.valueOf(iso(ban.sinceMicros())),
                String.valueOf(iso(ban.untilMicros())),
                ban.times());
    }

    private static CallView view(CallSummary call) {
        return new CallView(
                call.id(),
                String.valueOf(iso(call.startMicros())),
                call.caller(),
                call.dialled(),
                call.state(),
                call.queue(),
                call.agent(),
                call.recording(),
                call.supervision());
    }

    private static TrunkView view(TrunkState trunk) {
        return new TrunkView(
                trunk.trunk(),
                trunk.host(),
                trunk.transport().name().toLowerCase(Locale.ROOT),
                trunk.priority(),
                trunk.weight(),
                trunk.service().name().toLowerCase(Locale.ROOT),
                trunk.registration().name().toLowerCase(Locale.ROOT),
                trunk.calls(),
                trunk.name(),
                iso(trunk.foundMicros()));
    }

    private static @Nullable String iso(long micros) {
        return micros == 0 ? null : ISO.format(Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
    }
}
