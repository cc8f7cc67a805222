package org.strowger.cli;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.strowger.control.CallbackDoor;
import org.strowger.control.RecordingDoor;
import org.strowger.control.SipTrace;
import org.strowger.control.StaffDoor;
import org.strowger.control.SupervisionDoor;
import org.strowger.control.SwitchDoor;

/** A running switch as the door shows it; what is asked of it is written down. */
record FakeDoor(List<String> done) implements SwitchDoor {

    @Override
    public boolean live() {
        return true;
    }

    @Override
    public boolean ready() {
        return false;
    }

    @Override
    public Map<String, Long> counts() {
        return Map.of();
    }

    @Override
    public String metrics() {
        return "";
    }

    @Override
    public List<AgentView> agents() {
        return List.of(new AgentView("1001", "ready", null, null, true, null));
    }

    @Override
    public @Nullable List<WaitingView> waiting(String queue) {
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
    public List<QueueView> queues() {
        return List.of(new QueueView("sales", 2, 1, null, false, 90.5, null, 0, null));
    }

    @Override
    public List<WhyView> why(String call) {
        return call.equals("n1-5f-7")
                ? List.of(new WhyView("2026-01-02T03:04:05.678Z", "sales", 12.5, "left the queue"))
                : List.of();
    }

    @Override
    public List<CallView> calls() {
        return List.of();
    }

    @Override
    public List<BanView> bans() {
        return List.of(new BanView("192.0.2.1", "malformed messages", "a", "b", 2));
    }

    @Override
    public int clearBans(@Nullable InetAddress address) {
        done.add("clear " + (address == null ? "all" : address.getHostAddress()));
        return address == null ? 3 : 0;
    }

    @Override
    public SipTrace trace() {
        return query -> {
            done.add(query.toString());
            return new Traces(query.raw());
        };
    }

    @Override
    public List<TrunkView> trunks() {
        return List.of(
                new TrunkView(
                        "peer",
                        "127.0.0.1:5070",
                        "udp",
                        1,
                        1,
                        "up",
                        "none",
                        2,
                        "sip.a.example",
                        null));
    }

    @Override
    public List<UserView> users() {
        return List.of(new UserView("1001", true, "", "1002", "", 20, 2, 5));
    }

    @Override
    public void changeUser(String user, String change, String number, int seconds) {
        if (!user.equals("1001")) {
            throw new IllegalArgumentException("there is no agent " + user);
        }
        done.add("%s %s %s %d".formatted(user, change, number, seconds));
    }

    @Override
    public void changeMailbox(String user, int fresh, int old) {
        done.add("%s mailbox %d/%d".formatted(user, fresh, old));
    }

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
                done.add("callback " + queue + " " + number + " cancelled");
                return number.equals("0305551001");
            }
        };
    }

    @Override
    public StaffDoor staff() {
        return new FakeStaff(done);
    }

    @Override
    public SupervisionDoor supervision() {
        return new FakeSupervision(done);
    }

    @Override
    public RecordingDoor recordings() {
        return new FakeRecordings(done);
    }

    @Override
    public boolean changeAgent(String agent, AgentChange change) {
        done.add(change + " " + agent);
        return agent.equals("1001");
    }

    /** Two messages and a few that are missed. */
    private record Traces(boolean raw) implements SipTrace.Viewer {

        @Override
        public SipTrace.Batch next(Duration patience) {
            var invite =
                    new SipTrace.Message(
                            "2026-01-02T03:04:05.000000Z",
                            false,
                            "UDP",
                            "127.0.0.1:5060",
                            "127.0.0.1:5070",
                            "INVITE sip:4000@127.0.0.1",
                            "1 INVITE",
                            "a",
                            "1001",
                            "4000",
                            "audio 20000 sendrecv",
                            raw
                                    ? "INVITE sip:4000@127.0.0.1 SIP/2.0\r\nSubject: \u001b[2J\r\n"
                                    : null);
            return new SipTrace.Batch(List.of(invite, invite), 5, 6, true);
        }

        @Override
        public void close() {}
    }
}
