package org.strowger.call;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.acd.AcdCommand;
import org.strowger.acd.AcdConfig;
import org.strowger.acd.AcdPort;
import org.strowger.base.Clock;
import org.strowger.base.TimerWheel;
import org.strowger.ivr.RecordingChange;
import org.strowger.media.MediaEngine;
import org.strowger.records.RecordSink;
import org.strowger.sip.IncomingLeg;
import org.strowger.sip.LegEvents;
import org.strowger.sip.Q850;
import org.strowger.sip.Reason;
import org.strowger.sip.Sip;
import org.strowger.sip.SipEvents;

/**
 * Gets every call and keeps it until it is over. The one entrance of the hub: SIP, the distributor
 * and the control door speak to it, all on the signalling thread.
 */
public final class Switchboard implements SipEvents {

    private static final Logger LOG = LoggerFactory.getLogger(Switchboard.class);
    private static final long ACD_TICK_MICROS = 100_000;

    /**
     * What the switchboard is built on.
     *
     * @param node name of this machine, in every id
     * @param maxCalls calls at one time
     * @param longestCallMicros the switch ends a call that is older
     * @param signalling runs a step on the signalling thread
     * @param clock the time of the event that is being handled
     * @param wheel timers of the signalling thread
     */
    public record Parts(
            String node,
            int maxCalls,
            long longestCallMicros,
            Executor signalling,
            Clock clock,
            TimerWheel wheel,
            NumberPlan plan,
            MediaEngine media,
            AcdPort acd,
            RecordSink records) {}

    private final Parts parts;
    private final Distribution distribution;
    private final Staff staff;
    private final Users users;
    private final Calls calls;
    private LegLinks links = (_, _) -> {};
    private @Nullable Exchange exchange;
    private TimerWheel.@Nullable Timer ticks;
    private final RefusedCalls refused = new RefusedCalls();
    private final Tolls tolls;
    private final WrongPins wrongPins = new WrongPins();
    private final Reception reception;
    private Recordings recordings = Recordings.NONE;
    private CodecOrder codecs = CodecOrder.LAWS;
    private final BlockList blockList = new BlockList();
    private HouseRules rules = HouseRules.NONE;
    private final Callbacks callbacks = new Callbacks(this::callBack);
    private boolean draining;

    public Switchboard(Parts parts) {
        this.parts = parts;
        this.calls = new Calls(parts.node());
        this.distribution = new Distribution(parts.acd(), parts.clock());
        this.staff = new Staff(distribution, parts.clock(), parts.records());
        this.users = new Users(parts.plan(), distribution);
        this.tolls = new Tolls(parts.plan(), refused);
        this.reception = new Reception(parts, distribution, calls, refused, blockList, callbacks);
    }

    private @Nullable Call callBack(CallbackLeg leg, Destination to) {
        return reception.callBack(draining ? null : exchange, leg, to);
    }

    /** Whom to tell, from now on, which dialogs belong together. */
    public void tellLinks(LegLinks hears) {
        links = hears;
    }

    /** Who keeps, from now on, what users set of themselves. */
    public void keepSettings(SettingsLog log) {
        users.keep(log);
    }

    /** Who records calls; before it opens. */
    public void recordCalls(Recordings by) {
        recordings = by;
    }

    /** What voice is spoken in; before it opens. */
    public void speak(CodecOrder order) {
        codecs = order;
    }

    /** What is set of queues and numbers; before it opens. */
    public void furnish(HouseRules set) {
        rules = set;
    }

    /** Callers who are not served. */
    public BlockList blockList() {
        return blockList;
    }

    /** Callers who are to be called back. */
    public Callbacks callbacks() {
        return callbacks;
    }

    /** Callers who hung up while they waited; {@code kept} is what there was before a restart. */
    public void restoreReturns(Returns.Log log, Iterable<Returns.Wait> kept) {
        var returns = distribution.returns();
        returns.keep(log);
        returns.restore(
                kept, queue -> rules.service(queue).keepsPlaceMicros(), parts.clock().nowMicros());
    }

    /** What was kept, once it is open. */
    public void restore(Map<String, UserSettings> kept) {
        users.restore(kept);
    }

    /** Opens for calls. Before this, none is taken. */
    public void open(Sip sip, String configHash, AcdConfig config) {
        exchange =
                new Exchange(
                        sip,
                        parts.media(),
                        parts.records(),
                        parts.plan(),
                        parts.clock(),
                        parts.wheel(),
                        parts.signalling(),
                        distribution,
                        parts.longestCallMicros(),
                        calls::remove,
                        (callId, other) -> links.linked(callId, other),
                        users,
                        new Floor(calls.all()),
                        new Parking(),
                        new Conferences(parts.media(), wrongPins),
                        tolls,
                        recordings,
                        codecs,
                        staff,
                        rules,
                        callbacks);
        callbacks.open(exchange);
        staff.configure(configHash, config);
        tick();
    }

    private void tick() {
        long next = parts.clock().nowMicros() + ACD_TICK_MICROS;
        ticks =
                parts.wheel()
                        .schedule(next, this::tick); // First: a failure must not end the ticks.
        staff.tick();
        distribution.tick();
    }

    /** The agents and queues as they are now. */
    public Staff staff() {
        return staff;
    }

    // ---- from SIP ----

    @Override
    public LegEvents incoming(IncomingLeg leg) {
        return reception.incoming(draining ? null : exchange, leg);
    }

    @Override
    public void reachable(String user) {
        distribution.reachable(user, true);
    }

    @Override
    public void unreachable(String user) {
        distribution.reachable(user, false);
    }

    @Override
    public boolean mayPickUp(String user, String rung) {
        return parts.plan().mayPickUp(user, rung);
    }

    // ---- from the distributor ----

    public void on(AcdCommand command) {
        var open = exchange;
        if (command instanceof AcdCommand.AgentChanged(_, var agent, var state)) {
            staff.stands(agent, state);
            distribution.reconciler().stands(agent, state);
        } else if (open != null) {
            distribution.on(command, open);
        }
    }

    // ---- from the operator ----

    /** Whether new calls have to be refused for a while, so that those that exist go well. */
    public boolean overloaded() {
        return !parts.records().acceptsNewCalls() || distribution.backlog() > 0;
    }

    /** Those that exist go on. */
    public void drain() {
        draining = true;
        callbacks.close();
    }

    /** Ends every call; they are gone when {@link #liveCalls} is zero. */
    public void endAll(String text) {
        var reason = Reason.of(Q850.TEMPORARY_FAILURE, text);
        List.copyOf(calls.all()).forEach(call -> call.guarded(() -> call.hangUp(reason)));
    }

    /**
     * Writes the records of calls that are left, and stops the ticks: the last timer of a switch at
     * rest.
     */
    public void close() {
        LOG.info("switchboard closes with {} calls", calls.size());
        List.copyOf(calls.all()).forEach(Call::closeRecord);
        if (ticks != null) {
            ticks.cancel();
        }
    }

    /** Does to an agent what the feature code does. */
    public void agentWants(String user, Destination.Feature feature) {
        distribution.agentWants(user, feature);
    }

    public UserSettings settings(String user) {
        return users.of(user);
    }

    /**
     * Sets what a user may set by feature code.
     *
     * @return 0, or the status that says why it cannot be: 403 a number that the user may not call,
     *     404 no such user, 484 no number
     */
    public int change(String user, UserChange change, String number) {
        return users.change(user, change, number);
    }

    /** How long the user's phone rings before a call is forwarded because nobody answers. */
    public void noAnswerAfter(String user, int seconds) {
        users.noAnswerAfter(user, seconds);
    }

    /** Does to a call's recording what a script can do to it, too. */
    public RecordingAnswer record(String call, RecordingChange change) {
        return CallRecording.command(calls.find(call), change);
    }

    /**
     * Has a user's phone rung to supervise a call, or changes what he does in it.
     *
     * @param by who asks for it, for the records
     */
    public SupervisionAnswer supervise(String call, String user, SupervisionMode mode, String by) {
        return Supervisor.command(calls.find(call), user, mode, "door: " + by);
    }

    /** Nobody supervises that call any more. */
    public SupervisionAnswer superviseNoMore(String call, String by) {
        return Supervisor.end(calls.find(call), "door: " + by);
    }

    /** Tells {@code asker}, in a later step, agents and queues as the distributor sees them. */
    public void askDistributor(Consumer<AcdCommand.Snapshot> asker) {
        distribution.snapshot(asker);
    }

    /** Tells {@code asker}, in a later step, what the calls of a queue wait for. */
    public void askQueue(String queue, Consumer<AcdCommand.Shown> asker) {
        distribution.show(queue, asker);
    }

    public int liveCalls() {
        return calls.size();
    }

    public int liveLegs() {
        return calls.all().stream().mapToInt(call -> call.legs().size()).sum();
    }

    public int liveScripts() {
        return (int) calls.all().stream().filter(call -> call.script().runs()).count();
    }

    /**
     * Agents of whom the distributor believed what their legs do not say, and was told; for any
     * thread.
     */
    public long corrections() {
        return distribution.reconciler().corrections();
    }

    /** Calls and offers that call control and the distributor have between them. */
    public int acdEntries() {
        return distribution.entries();
    }

    /** Users who have calls to the outside now. */
    int payers() {
        return tolls.size();
    }

    /** Calls refused with 503 or 404. */
    public RefusedCalls refusedCalls() {
        return refused;
    }

    /** Wrong PINs of conferences that callers have tried since the start. */
    public long wrongPins() {
        return wrongPins.all();
    }

    /** In all conferences together. */
    public int conferenceMembers() {
        var open = exchange;
        return open == null ? 0 : open.conferences().members();
    }

    /** Calls by state, legs and scripts, counted in one pass. */
    public CallCensus census() {
        return CallCensus.of(calls.all());
    }

    /** Events for the distributor that found no room on its ring. */
    public int outbox() {
        return distribution.backlog();
    }

    /** Every call that lives now, oldest first. */
    public List<CallSummary> summaries() {
        return calls.all().stream().map(CallSummary::of).toList();
    }

    /** The Call-IDs of every call that has several legs, the caller's first. */
    public List<List<String>> dialogs() {
        return CallCensus.dialogs(calls.all());
    }
}
