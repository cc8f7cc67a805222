package org.strowger.sip.core;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.strowger.sip.Fuzzing;
import org.strowger.sip.SipCounter;
import org.strowger.sip.SipLeg;
import org.strowger.sip.TortureMessage;

/**
 * The whole way of a message: an input is a conversation, its datagrams one after the other. Tags
 * and nonces of a bench are the same each time, so what one run was told fits into the next.
 */
public final class CoreFuzzTest {

    private static final String SEPARATOR = "\u001e";
    private static final int MOST_DATAGRAMS = 40;
    private static final int RESTS = 10;

    /** A bench with a call of its own to the trunk, and call control that does this and that. */
    private static final class Stage {
        final Bench bench = new Bench();
        final List<String> said = new ArrayList<>();
        final SipLeg outgoing;

        Stage() {
            bench.hub.onIncoming =
                    leg -> {
                        switch (bench.hub.legs.size() % 3) {
                            case 1 -> leg.answer(Bench.OURS);
                            case 2 -> leg.ring();
                            default -> leg.reject(404);
                        }
                    };
            outgoing = bench.call();
        }

        void say(String message) {
            said.add(message);
            bench.receive(message.getBytes(UTF_8));
        }

        /** What was sent last and begins so. */
        String last(String beginning) {
            return bench.sent.reversed().stream()
                    .filter(message -> message.startsWith(beginning))
                    .findFirst()
                    .orElseThrow();
        }

        byte[] conversation() {
            return String.join(SEPARATOR, said).getBytes(UTF_8);
        }
    }

    @Test
    void whateverIsSaidNothingBreaksAndNothingStays() throws Exception {
        var seeds = new ArrayList<>(TortureMessage.wires());
        seeds.addAll(List.of(called(), calls(), registers(), cancelled()));
        Fuzzing.run(CoreFuzzTest.class, CoreFuzzTest::fuzzerTestOneInput, seeds);
    }

    private static byte[] called() {
        var stage = new Stage();
        stage.say(Bench.invite(Map.of("lines", "Supported: timer\r\nSession-Expires: 1800\r\n")));
        var ok = stage.last("SIP/2.0 200");
        stage.say(Bench.inDialog("ACK", 1, ok, ""));
        stage.say(Bench.inDialog("INVITE", 2, ok, Bench.SDP + "a=sendonly\r\n"));
        stage.say(Bench.inDialog("ACK", 2, ok, ""));
        stage.say(Bench.inDialog("UPDATE", 3, ok, Bench.SDP));
        stage.say(Bench.inDialog("INFO", 4, ok, ""));
        stage.say(
                Bench.inDialog("REFER", 5, ok, "")
                        .replace("Max-Forwards", "Refer-To: <sip:1002@127.0.0.1>\r\nMax-Forwards"));
        stage.say(Bench.response(200, stage.last("NOTIFY"), "", ""));
        stage.say(Bench.inDialog("BYE", 6, ok, ""));
        return stage.conversation();
    }

    private static byte[] calls() {
        var stage = new Stage();
        var invite = stage.last("INVITE");
        stage.say(Bench.response(100, invite, "", ""));
        var reliable = "Require: 100rel\r\nRSeq: 7\r\nContact";
        stage.say(Bench.response(183, invite, "p", Bench.SDP).replaceFirst("Contact", reliable));
        stage.say(Bench.response(200, stage.last("PRACK"), "", ""));
        stage.say(Bench.response(200, invite, "p", Bench.SDP));
        stage.say(Bench.response(200, invite, "q", Bench.SDP));
        return stage.conversation();
    }

    private static byte[] registers() {
        var stage = new Stage();
        var contact = "<sip:1001@127.0.0.9:5060>;expires=600";
        stage.say(Registers.message("1001", contact, 1, ""));
        var password =
                Registers.authorization("1001", "demo-1001", "REGISTER", stage.last("SIP/2.0 401"));
        stage.say(Registers.message("1001", contact, 2, password));
        stage.say(Registers.message("1001", "*", 3, "Expires: 0\r\n" + password));
        stage.say(
                Bench.request(
                        "SUBSCRIBE", Map.of("lines", "Event: dialog\r\nExpires: 60\r\n"), ""));
        stage.say(Bench.request("OPTIONS", Map.of(), ""));
        return stage.conversation();
    }

    private static byte[] cancelled() {
        var stage = new Stage();
        stage.say(Bench.invite(Map.of()));
        var second = Map.of("branch", "z9hG4bK-2", "Call-ID", "call-2");
        stage.say(Bench.invite(second));
        stage.say(Bench.request("CANCEL", second, ""));
        stage.say(Bench.request("ACK", second, ""));
        var ok = stage.last("SIP/2.0 200");
        stage.say(
                Bench.invite(
                        Map.of(
                                "branch", "old",
                                "Call-ID", "call-3",
                                "lines",
                                        "Replaces: call-1;from-tag=al;to-tag="
                                                + Bench.toTag(ok)
                                                + "\r\n")));
        return stage.conversation();
    }

    /** One conversation. */
    public static void fuzzerTestOneInput(byte[] input) {
        var stage = new Stage();
        var bench = stage.bench;
        var datagrams = new String(input, ISO_8859_1).split(SEPARATOR, MOST_DATAGRAMS);
        for (var datagram : datagrams) {
            bench.receive(datagram.getBytes(ISO_8859_1));
            bench.time.advanceMillis(100);
        }
        bench.hub.legs.forEach(leg -> leg.hangUp("over"));
        stage.outgoing.hangUp("over");
        isOver(bench);
    }

    private static void isOver(Bench bench) {
        for (int i = 0; i < RESTS && !bench.atRest(); i++) {
            bench.rest();
        }
        assertTrue(bench.core.subscriptions() > 0 || bench.atRest(), "something stays");
        assertEquals(0, bench.counters.value(SipCounter.INTERNAL_ERROR), "a bug was met");
        long ends = bench.hub.told.stream().filter(line -> line.contains(" ended ")).count();
        assertEquals(bench.hub.legs.size() + 1, ends, "each leg ends once");
    }
}
