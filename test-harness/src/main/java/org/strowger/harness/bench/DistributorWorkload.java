package org.strowger.harness.bench;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.strowger.acd.AcdCommand;
import org.strowger.acd.AcdConfig;
import org.strowger.acd.AcdEvent;
import org.strowger.acd.Distributor;
import org.strowger.acd.OfferId;
import org.strowger.acd.Skill;
import org.strowger.base.AgentId;
import org.strowger.base.CallId;
import org.strowger.base.QueueId;

/**
 * A call through the distributor: joins a queue, the oldest talk ends, its agent is offered the
 * caller who has waited longest and accepts. 1,000 agents talk and 500 callers wait all the time.
 */
@State(Scope.Thread)
public class DistributorWorkload {

    private static final int AGENTS = 1_000;
    private static final int WAITING = 500;
    private static final QueueId QUEUE = new QueueId("support");
    private static final List<Skill> SKILLS = List.of(new Skill("support", 5));

    private final Distributor distributor = new Distributor();
    private final ArrayDeque<OfferId> talks = new ArrayDeque<>();
    private long now = 1_000_000;
    private long calls;
    private long commands;

    public DistributorWorkload() {
        handle(new AcdEvent.Configured(now, "bench", config()));
        for (int i = 0; i < AGENTS; i++) {
            handle(new AcdEvent.AgentReachable(++now, agent(i), true));
        }
        for (int i = 0; i < AGENTS + WAITING; i++) {
            join();
        }
    }

    private static AcdConfig config() {
        var queue = new AcdConfig.Queue(QUEUE, SKILLS, 0, 15_000_000, 0, 2 * WAITING, 1);
        var agents = new ArrayList<AcdConfig.Agent>();
        for (int i = 0; i < AGENTS; i++) {
            agents.add(new AcdConfig.Agent(agent(i), List.of(QUEUE), SKILLS, true));
        }
        return new AcdConfig(List.of(queue), agents);
    }

    private static AgentId agent(int number) {
        return new AgentId("agent-" + number);
    }

    /** One call. */
    @Benchmark
    public long call() {
        join();
        handle(new AcdEvent.TalkEnded(++now, talks.removeFirst()));
        if (talks.size() != AGENTS) {
            throw new IllegalStateException(talks.size() + " agents talk, not " + AGENTS);
        }
        return commands;
    }

    private void join() {
        var call = new CallId("call-" + ++calls);
        handle(new AcdEvent.CallQueued(++now, call, QUEUE, 0, List.of()));
    }

    private void handle(AcdEvent event) {
        for (var command : distributor.handle(event)) {
            commands++;
            if (command instanceof AcdCommand.Offer(var offer, _, _, _)) {
                talks.addLast(offer);
                handle(new AcdEvent.OfferAccepted(++now, offer));
            }
        }
    }
}
