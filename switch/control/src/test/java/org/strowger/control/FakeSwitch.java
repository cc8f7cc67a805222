package org.strowger.control;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.strowger.base.CallId;
import org.strowger.records.CallEvent;

/** A switch with one agent, one queue and one call, that can be told to be busy or to break. */
final class FakeSwitch implements SwitchDoor, SupervisionDoor {

    volatile boolean live = true;
    volatile boolean ready = true;
    volatile boolean busy;
    volatile boolean broken;
    final FakeTrace trace = new FakeTrace();
    final List<String> changes = new ArrayList<>();

    @Override
    public CallbackDoor callbacks() {
        return new CallbackDoor() {
            @Override
            public List<CallbackView> callbacks() {
                return List.of(
                        new CallbackView(
                                "sales",
                                "0305551001",
                                "2026-11-24T09:00:00.000Z",
                                "booked",
                                "2026-11-24T09:05:00.000Z",
                                "2026-11-25T09:00:00.000Z",
                                1,
                                "n1-5f-7",
                                null));
            }

            @Override
            public boolean cancel(String queue, String number) {
                changes.add("callback " + queue + " " + number + " cancelled");
                return number.equals("0305551001");
            }
        };
    }

    @Override
    public StaffDoor staff() {
        check();
        return new FakeStaff(changes);
    }

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
        return List.of(
                new QueueView(
                        "sales", 2, 1, "2026-01-02T03:04:05.678Z", true, 90.5, 60.0, 7, 12.5));
    }

    @Override
    public @Nullable List<WaitingView> waiting(String queue) {
        check();
        return queue.equals("sales")
                ? List.of(
                        new WaitingView(
                                "n1-5f-7",
                                "2026-01-02T03:04:05.678Z",
                                12.5,
                                1,
                                60.0,
                                30.0,
                                90.0,
                                "billing",
                                0,
                                null,
                                1,
                                "1001 talking"))
                : null;
    }

    @Override
    public List<WhyView> why(String call) {
        check();
        return call.equals("n1-5f-7")
                ? List.of(new WhyView("2026-01-02T03:04:05.678Z", "sales", 12.5, "left the queue"))
                : List.of();
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
                        null,
                        "paused",
                        "1003 listen"));
    }

    @Override
    public List<TrunkView> trunks() {
        check();
        return List.of(
                new TrunkView(
                        "peer", "127.0.0.1:5070", "udp", 1, 1, "up", "registered", 3, "", null));
    }

    @Override
    public List<UserView> users() {
        check();
        return List.of(new UserView("1001", true, "", "1002", "", 20, 2, 5));
    }

    @Override
    public synchronized void changeUser(String user, String change, String number, int seconds) {
        check();
        if (!user.equals("1001")) {
            throw new IllegalArgumentException("there is no agent " + user);
        }
        changes.add("%s %s %s %d".formatted(user, change, number, seconds));
    }

    @Override
    public synchronized void changeMailbox(String user, int fresh, int old) {
        check();
        if (fresh < 0) {
            throw new IllegalArgumentException("fewer than none");
        }
        changes.add("%s mailbox %d/%d".formatted(user, fresh, old));
    }

    @Override
    public synchronized boolean changeAgent(String agent, AgentChange change) {
        check();
        changes.add(agent + " " + change);
        return agent.equals("1001");
    }

    @Override
    public List<BanView> bans() {
        check();
        return List.of(
                new BanView(
                        "192.0.2.1",
                        "wrong passwords",
                        "2026-01-02T03:04:05.678Z",
                        "2026-01-02T03:05:05.678Z",
                        1));
    }

    @Override
    public synchronized int clearBans(@Nullable InetAddress address) {
        check();
        changes.add("clear " + (address == null ? "all" : address.getHostAddress()));
        return address == null || address.getHostAddress().equals("192.0.2.1") ? 1 : 0;
    }

    @Override
    public SupervisionDoor supervision() {
        return this;
    }

    @Override
    public synchronized String supervise(String call, String mode, String supervisor, String by) {
        check();
        changes.add(call + " " + mode + " " + supervisor + " " + by);
        if (!call.equals("1-2-3")) {
            throw new IllegalArgumentException("there is no call " + call);
        }
        return "ringing";
    }

    @Override
    public synchronized List<CallEvent.Supervised> list(String call, int limit) {
        changes.add("supervisions " + call + " " + limit);
        return List.of(
                new CallEvent.Supervised(
                        new CallId("1-2-3"),
                        1_767_323_045_678_000L,
                        "1003",
                        "1001",
                        "listen",
                        "code"));
    }

    @Override
    public RecordingDoor recordings() {
        check();
        return new FakeRecordings(changes);
    }

    @Override
    public SipTrace trace() {
        check();
        return trace;
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
