package org.strowger.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/** A switch with one agent, one queue and one call, that can be told to be busy or to break. */
final class FakeSwitch implements SwitchDoor {

    volatile boolean live = true;
    volatile boolean ready = true;
    volatile boolean busy;
    volatile boolean broken;
    final List<String> changes = new ArrayList<>();

    @Override
    public boolean live() {
        check();
        return live;
    }

    @Override
    public boolean ready() {
        check();
        return ready;
    }

    @Override
    public Map<String, Long> counts() {
        check();
        return Map.of("calls", 1L);
    }

    @Override
    public String metrics() {
        check();
        return "strowger_calls 1.0\n";
    }

    @Override
    public List<AgentView> agents() {
        check();
        return List.of(new AgentView("1001", "not-ready", "break", null, true, null));
    }

    @Override
    public List<QueueView> queues() {
        check();
        return List.of(new QueueView("sales", 2, 1, "2026-01-02T03:04:05.678Z"));
    }

    @Override
    public List<CallView> calls() {
        check();
        return List.of(
                new CallView(
                        "1-2-3",
                        "2026-01-02T03:04:05.678Z",
                        "13800138000",
                        "4000",
                        "waiting",
                        "sales",
                        null));
    }

    @Override
    public synchronized boolean changeAgent(String agent, AgentChange change) {
        check();
        changes.add(agent + " " + change);
        return agent.equals("1001");
    }

    private void check() {
        if (busy) {
            throw new SwitchBusyException("test", new TimeoutException());
        }
        if (broken) {
            throw new IllegalStateException("secret detail");
        }
    }
}
