package org.strowger.sip.transaction;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.strowger.sip.Flow;

/** A table of transactions with T1 = 500 ms whose messages are words. */
final class Machines {

    static final String BRANCH = "z9hG4bK1";
    static final ServerKey INVITE_KEY = ServerKey.of(BRANCH, "a:5060", "INVITE");
    static final ServerKey BYE_KEY = ServerKey.of(BRANCH, "a:5060", "BYE");

    final FakeTime time = new FakeTime();
    final Timers timers = new Timers(time, time.wheel(), Duration.ofMillis(500));
    final List<String> sent = new ArrayList<>();
    final List<String> told = new ArrayList<>();
    boolean broken;
    final Transactions<String> table =
            new Transactions<>(
                    timers,
                    (_, message) -> {
                        if (!broken) {
                            sent.add(new String(message, UTF_8));
                        }
                        return !broken;
                    },
                    4,
                    1);

    final ServerUser server =
            new ServerUser() {
                @Override
                public void acknowledged() {
                    told.add("acknowledged");
                }

                @Override
                public void timedOut() {
                    told.add("timed out");
                }

                @Override
                public void transportFailed() {
                    told.add("transport failed");
                }
            };

    final ClientUser<String> client =
            new ClientUser<>() {
                @Override
                public void response(int status, String response) {
                    told.add(response);
                    if (response.equals("bug")) {
                        throw new IllegalStateException("a bug, made for this test");
                    }
                }

                @Override
                public void timedOut() {
                    told.add("timed out");
                }

                @Override
                public void transportFailed() {
                    told.add("transport failed");
                }

                @Override
                public void broken() {
                    told.add("broken");
                }
            };

    static Flow flow(Flow.Transport transport) {
        var here = new InetSocketAddress(InetAddress.getLoopbackAddress(), 5060);
        var there = new InetSocketAddress(InetAddress.getLoopbackAddress(), 5070);
        return new Flow(transport, here, there, transport == Flow.Transport.TCP ? 1 : 0);
    }

    InviteServerTransaction inviteServer(Flow.Transport transport) {
        return inviteServer(transport, false);
    }

    /** One whose 100 may have been sent already. */
    InviteServerTransaction inviteServer(Flow.Transport transport, boolean tried) {
        var invite =
                table.invite(
                        INVITE_KEY,
                        "origin",
                        flow(transport),
                        "call",
                        "100".getBytes(UTF_8),
                        tried);
        invite.user(server);
        return invite;
    }

    NonInviteServerTransaction byeServer(Flow.Transport transport) {
        var bye = table.request(BYE_KEY, flow(transport), "call");
        bye.user(server);
        return bye;
    }

    InviteClientTransaction<String> inviteClient(Flow.Transport transport) {
        return table.sendInvite(request("INVITE", transport), client);
    }

    void byeClient(Flow.Transport transport) {
        table.sendRequest(request("BYE", transport), client);
    }

    private static OutgoingRequest<String> request(String method, Flow.Transport transport) {
        return new OutgoingRequest<>(
                method,
                BRANCH,
                "call",
                flow(transport),
                method.getBytes(UTF_8),
                response -> ("ACK " + response).getBytes(UTF_8));
    }

    void respond(ServerTransaction transaction, int status) {
        transaction.respond(status, Integer.toString(status).getBytes(UTF_8));
    }

    void receive(String method, int status) {
        table.response(BRANCH, method, status, Integer.toString(status));
    }

    /** What was sent since the last look. */
    List<String> sent() {
        var since = List.copyOf(sent);
        sent.clear();
        return since;
    }

    /** What the user was told since the last look. */
    List<String> told() {
        var since = List.copyOf(told);
        told.clear();
        return since;
    }

    /** Nothing is left: no transaction, no timer. */
    boolean atRest() {
        return table.clients() == 0 && table.servers() == 0 && time.wheel().size() == 0;
    }
}
