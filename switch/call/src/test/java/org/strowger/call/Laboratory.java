package org.strowger.call;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.strowger.acd.AcdConfig;
import org.strowger.acd.AcdEvent;
import org.strowger.acd.Distributor;
import org.strowger.acd.Skill;
import org.strowger.base.AgentId;
import org.strowger.base.QueueId;
import org.strowger.base.TimerWheel;
import org.strowger.call.Destination.AgentFeature;
import org.strowger.call.Destination.Feature;
import org.strowger.call.Destination.Kind;
import org.strowger.call.Destination.NightSwitch;
import org.strowger.call.Destination.Park;
import org.strowger.call.Destination.ParkSlot;
import org.strowger.call.Destination.PickUp;
import org.strowger.call.Destination.RingGroup;
import org.strowger.call.Destination.RingUser;
import org.strowger.call.Destination.RunScript;
import org.strowger.call.Destination.SetUser;
import org.strowger.call.Destination.StaffCode;
import org.strowger.call.Destination.Supervise;
import org.strowger.call.Destination.ThroughTrunk;
import org.strowger.ivr.QueueRequest;
import org.strowger.ivr.Script;
import org.strowger.records.CallEvent;
import org.strowger.records.Cdr;
import org.strowger.records.RecordSink;
import org.strowger.sip.Caller;
import org.strowger.sip.OutgoingCall;
import org.strowger.sip.trunk.NumberRule;

/**
 * The hub with the real distributor, on one thread and a clock that only the test moves; phones and
 * media are played by hand.
 */
final class Laboratory {

    static final int LONGEST_CALL_MINUTES = 240;
    static final String AGENT = "1001";
    static final String OTHER_AGENT = "1002";
    static final String STRANGER_TO_TEAM = "1003";

    /** What the script of 4012 asks for. */
    static final QueueRequest ASKED =
            new QueueRequest(3, "support >= 2", "strategic", OTHER_AGENT, 20_000_000);

    static final int URGENT = 7;
    static final long PARKED_MICROS = 60_000_000;
    static final long GROUP_MICROS = 10_000_000;
    private static final List<String> GROUP = List.of(AGENT, OTHER_AGENT);
    private static final QueueId SUPPORT = new QueueId("support");

    final FakeSip sip = new FakeSip();
    final FakeMedia media = new FakeMedia();
    final FakeRecorder recorder = new FakeRecorder();
    final List<CallEvent> records = new ArrayList<>();
    final CountedRecords counted = new CountedRecords(new Sink());
    final List<AcdEvent> acdEvents = new ArrayList<>();
    final Switchboard switchboard;
    final TimerWheel wheel;
    boolean ringIsFull;
    boolean spoolIsFull;

    /** What never comes to the distributor, by a mistake that nobody has made yet. */
    @Nullable Class<? extends AcdEvent> loses;

    private final Distributor distributor = new Distributor();
    private final ArrayDeque<Runnable> steps = new ArrayDeque<>();
    private long nowMicros = TimeUnit.SECONDS.toMicros(1_000);

    Laboratory() {
        this(RecordingRule.ON_DEMAND);
    }

    /** With that rule for queue support. */
    Laboratory(RecordingRule rule) {
        this(rule, CodecOrder.LAWS);
    }

    /** That speaks those codecs. */
    Laboratory(RecordingRule rule, CodecOrder codecs) {
        this(rule, codecs, SrtpRules.OFF, LaboratoryRules.of(DeskRules.PLAIN, 0));
    }

    /** With encryption. */
    Laboratory(SrtpRules srtp) {
        this(
                RecordingRule.ON_DEMAND,
                CodecOrder.LAWS,
                srtp,
                LaboratoryRules.of(DeskRules.PLAIN, 0));
    }

    /** With what phones do at an offer of queue support. */
    Laboratory(DeskRules desk) {
        this(RecordingRule.ON_DEMAND, CodecOrder.LAWS, SrtpRules.OFF, LaboratoryRules.of(desk, 0));
    }

    /** Whose queue support does that for its callers. */
    Laboratory(QueueService service) {
        this(DeskRules.PLAIN, service);
    }

    /** The same, with what phones do at its offers. */
    Laboratory(DeskRules desk, QueueService service) {
        this(
                RecordingRule.ON_DEMAND,
                CodecOrder.LAWS,
                SrtpRules.OFF,
                LaboratoryRules.of(desk, service));
    }

    private Laboratory(RecordingRule rule, CodecOrder codecs, SrtpRules srtp, HouseRules rules) {
        wheel = new TimerWheel(5_000, nowMicros);
        switchboard =
                new Switchboard(
                        new Switchboard.Parts(
                                "n1",
                                3,
                                TimeUnit.MINUTES.toMicros(LONGEST_CALL_MINUTES),
                                steps::add,
                                () -> nowMicros,
                                wheel,
                                plan(srtp),
                                media,
                                this::publish,
                                counted));
        switchboard.recordCalls(new Recordings(recorder, Map.of("support", rule)));
        switchboard.speak(codecs);
        switchboard.furnish(rules);
        switchboard.open(sip, "hash", config());
        run();
    }

    /** With a longest conversation from queue support. */
    Laboratory(Duration longestTalk) {
        this(
                RecordingRule.ON_DEMAND,
                CodecOrder.LAWS,
                SrtpRules.OFF,
                LaboratoryRules.of(DeskRules.PLAIN, longestTalk.toSeconds() * 1_000_000));
    }

    private static NumberPlan plan(SrtpRules srtp) {
        var team = Set.of("team");
        var kinds = Set.of(Kind.NATIONAL, Kind.INTERNATIONAL);
        return new NumberPlan(
                Map.of(
                        "4002",
                        new RunScript(Script.queueing("support")),
                        "4003",
                        new ThroughTrunk("peer", "4003"),
                        "4004",
                        new RunScript(Script.echoing()),
                        "4005",
                        new RingGroup("4005", GROUP, false, GROUP_MICROS),
                        "4006",
                        new RingGroup("4006", GROUP, true, GROUP_MICROS),
                        "4007",
                        new RingUser(AGENT),
                        "4009",
                        new RunScript(LaboratoryScripts.connecting(OTHER_AGENT)),
                        "4010",
                        new RunScript(LaboratoryScripts.chosen()),
                        "4102",
                        new Destination.Conference("4102", "4711", 3),
                        "4008",
                        new ThroughTrunk("peer", "4412", Kind.INTERNATIONAL)),
                inside(),
                Map.of(
                        AGENT, new UserRights(team, kinds, 2, 1, false),
                        OTHER_AGENT, new UserRights(team, Set.of(), 0, 0, false),
                        STRANGER_TO_TEAM, new UserRights(Set.of(), kinds, 0, 0, true, true)),
                List.of(rule("00(\\d+)", Kind.INTERNATIONAL), rule("0(\\d+)", Kind.NATIONAL)),
                new KeyCodes("##", "*2"),
                DtmfModes.AUTO,
                srtp,
                true);
    }

    private static Map<String, Destination> inside() {
        var said = Script.echoing();
        var inside = new HashMap<String, Destination>();
        inside.put("*13", new AgentFeature(Feature.BREAK, said));
        inside.put("*14", new AgentFeature(Feature.READY, said));
        inside.put("4013", new RunScript(Script.queueing("support")));
        inside.put("4014", new RunScript(Script.queueing("support")));
        inside.put("*15", new StaffCode(new StaffChange.NotReady("lunch"), said));
        inside.put("*16", new StaffCode(new StaffChange.EndWrapUp(), said));
        inside.put("*17", new StaffCode(new StaffChange.ExtendWrapUp(3_000_000, 4_000_000), said));
        inside.put("*18", new Destination.Disposition("", said));
        inside.put("*22", new StaffCode(new StaffChange.Serve(SUPPORT, false), said));
        inside.put("*21", new StaffCode(new StaffChange.Serve(SUPPORT, true), said));
        inside.put("*20", new StaffCode(new StaffChange.Serve(new QueueId("tea"), true), said));
        inside.put("*23", new NightSwitch("support", true, said));
        inside.put("*24", new NightSwitch("support", false, said));
        inside.put("*8", new PickUp(""));
        inside.put("*31", new Supervise(SupervisionMode.LISTEN, ""));
        inside.put("*32", new Supervise(SupervisionMode.WHISPER, ""));
        inside.put("*33", new Supervise(SupervisionMode.BARGE_IN, ""));
        inside.put("*34", new Supervise(SupervisionMode.TAKE_OVER, ""));
        inside.put("*78", new SetUser(UserChange.DO_NOT_DISTURB, "", said));
        inside.put("*79", new SetUser(UserChange.DO_NOT_DISTURB_OFF, "", said));
        inside.put("*72", new SetUser(UserChange.FORWARD, "", said));
        inside.put("*73", new SetUser(UserChange.FORWARD_OFF, "", said));
        inside.put("*90", new SetUser(UserChange.FORWARD_BUSY, "", said));
        inside.put("*92", new SetUser(UserChange.FORWARD_NO_ANSWER, "", said));
        inside.put("*5", new ThroughTrunk("peer", "30125", Kind.NATIONAL));
        inside.put("700", new Park(List.of("701", "702"), PARKED_MICROS));
        inside.put("701", new ParkSlot("701", PARKED_MICROS));
        inside.put("702", new ParkSlot("702", PARKED_MICROS));
        inside.put("4100", new Destination.Conference("4100", "", 3));
        inside.put("4101", new Destination.Conference("4101", "4711", 2));
        inside.put("4103", new Destination.Conference("4103", "4711", "1357", false, 4));
        inside.put("4104", new Destination.Conference("4104", "", "", true, 4));
        inside.put("4011", new RunScript(LaboratoryScripts.connecting("4101")));
        inside.put("4012", new RunScript(LaboratoryScripts.asking()));
        inside.put("4015", new RunScript(LaboratoryScripts.leaving()));
        return inside;
    }

    private static OutsideRule rule(String match, Kind kind) {
        return new OutsideRule(new NumberRule.Match(Pattern.compile(match), "$1"), "peer", kind);
    }

    private static AcdConfig config() {
        var queue =
                new AcdConfig.Queue(
                        SUPPORT, List.of(new Skill("support", 1)), 0, 15_000_000, 2_000_000, 2, 1);
        var agents = new ArrayList<AcdConfig.Agent>();
        for (var id : List.of(AGENT, OTHER_AGENT)) {
            var skills = List.of(new Skill("support", 5));
            agents.add(new AcdConfig.Agent(new AgentId(id), List.of(SUPPORT), skills, true));
        }
        return new AcdConfig(List.of(queue), agents);
    }

    boolean publish(AcdEvent event) {
        if (ringIsFull) {
            return false;
        }
        acdEvents.add(event);
        if (loses != null && loses.isInstance(event)) {
            return true;
        }
        steps.add(() -> distributor.handle(event).forEach(switchboard::on));
        return true;
    }

    /** Runs what was posted, and what that posts. */
    void run() {
        var step = steps.poll();
        while (step != null) {
            step.run();
            step = steps.poll();
        }
    }

    /** A play: each step, and whatever follows from it. */
    void then(Runnable... acts) {
        Arrays.stream(acts)
                .forEach(act -> {
                    act.run();
                    run();
                });
    }

    void passes(Duration time) {
        long end = nowMicros + TimeUnit.NANOSECONDS.toMicros(time.toNanos());
        while (nowMicros < end) {
            nowMicros = Math.min(end, nowMicros + 50_000);
            wheel.advance(nowMicros);
            run();
        }
    }

    FakeSip.Incoming dials(String from, String number) {
        return dials(new Caller.Trunk("peer"), from, number);
    }

    FakeSip.Incoming dials(Caller caller, String from, String number) {
        var leg = new FakeSip.Incoming(caller, from, number);
        leg.events = switchboard.incoming(leg);
        run();
        return leg;
    }

    /** A caller of queue support, who has heard our 200 and sent the ACK. */
    FakeSip.Incoming waits(String from) {
        var leg = dials(from, "4002");
        then(() -> leg.events().confirmed());
        return leg;
    }

    void registers(String... users) {
        for (var user : users) {
            then(() -> switchboard.reachable(user));
        }
    }

    /** The INVITE that went out last. */
    FakeSip.Outgoing rung() {
        return sip.calls.getLast();
    }

    /** The INVITE that went to this user last. */
    FakeSip.Outgoing rung(String user) {
        return sip.calls.reversed().stream()
                .filter(call ->
                        call.call.target() instanceof OutgoingCall.Target.User(var name, _)
                                && name.equals(user))
                .findFirst()
                .orElseThrow(() -> new AssertionError(user + " is not called"));
    }

    /** A user dials a code, hears what it says, and hangs up. */
    FakeSip.Incoming code(String user, String code) {
        var leg = dials(new Caller.User(user), user, code);
        then(leg::hangsUp);
        return leg;
    }

    /** Nothing is left of any call. */
    void assertAtRest() {
        assertEquals(0, switchboard.liveCalls(), "calls");
        assertEquals(0, media.portsInUse(), "ports");
        assertEquals(0, media.openRooms, "rooms");
        assertEquals(0, switchboard.acdEntries(), "ACD entries");
        assertEquals(0, switchboard.payers(), "calls to the outside");
        assertEquals(told(AcdEvent.OfferAccepted.class), told(AcdEvent.TalkEnded.class));
        assertEquals(told(AcdEvent.AgentBusy.class), told(AcdEvent.AgentFree.class));
        assertEquals(1, wheel.size(), "timers beside the distributor's tick");
    }

    List<Cdr> cdrs() {
        return records.stream()
                .filter(CallEvent.Ended.class::isInstance)
                .map(event -> ((CallEvent.Ended) event).cdr())
                .toList();
    }

    long told(Class<? extends AcdEvent> kind) {
        return acdEvents.stream().filter(kind::isInstance).count();
    }

    private final class Sink implements RecordSink {
        @Override
        public void append(CallEvent event) {
            records.add(event);
        }

        @Override
        public boolean acceptsNewCalls() {
            return !spoolIsFull;
        }
    }
}
