package org.strowger.call;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.strowger.acd.AcdConfig;
import org.strowger.acd.AcdEvent;
import org.strowger.acd.Distributor;
import org.strowger.acd.Skill;
import org.strowger.base.AgentId;
import org.strowger.base.QueueId;
import org.strowger.base.TimerWheel;
import org.strowger.call.Destination.AgentFeature;
import org.strowger.call.Destination.Feature;
import org.strowger.call.Destination.RunScript;
import org.strowger.call.Destination.ThroughTrunk;
import org.strowger.ivr.Script;
import org.strowger.records.CallEvent;
import org.strowger.records.Cdr;
import org.strowger.records.RecordSink;
import org.strowger.sip.Caller;

/**
 * The hub with the real distributor, on one thread and a clock that only the test moves; phones and
 * media are played by hand.
 */
final class Laboratory {

    static final String AGENT = "1001";
    static final String OTHER_AGENT = "1002";
    private static final QueueId SUPPORT = new QueueId("support");

    final FakeSip sip = new FakeSip();
    final FakeMedia media = new FakeMedia();
    final List<CallEvent> records = new ArrayList<>();
    final CountedRecords counted = new CountedRecords(new Sink());
    final List<AcdEvent> acdEvents = new ArrayList<>();
    final Switchboard switchboard;
    final TimerWheel wheel;
    boolean ringIsFull;
    boolean spoolIsFull;
    private final Distributor distributor = new Distributor();
    private final ArrayDeque<Runnable> steps = new ArrayDeque<>();
    private long nowMicros = TimeUnit.SECONDS.toMicros(1_000);

    Laboratory() {
        wheel = new TimerWheel(5_000, nowMicros);
        var plan =
                new NumberPlan(
                        Map.of(
                                "4002", new RunScript(Script.queueing("support")),
                                "4003", new ThroughTrunk("peer", "4003"),
                                "4004", new RunScript(Script.echoing())),
                        Map.of("*13", new AgentFeature(Feature.BREAK, Script.echoing())),
                        Set.of(AGENT, OTHER_AGENT));
        switchboard =
                new Switchboard(
                        new Switchboard.Parts(
                                "n1",
                                3,
                                steps::add,
                                () -> nowMicros,
                                wheel,
                                plan,
                                media,
                                this::publish,
                                counted));
        switchboard.open(sip, "hash", config());
        run();
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

    private boolean publish(AcdEvent event) {
        if (ringIsFull) {
            return false;
        }
        acdEvents.add(event);
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
