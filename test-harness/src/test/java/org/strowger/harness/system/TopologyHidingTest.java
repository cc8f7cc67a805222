package org.strowger.harness.system;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.strowger.harness.system.Talkative.answer;
import static org.strowger.harness.system.Talkative.authorization;
import static org.strowger.harness.system.Talkative.body;
import static org.strowger.harness.system.Talkative.header;
import static org.strowger.harness.system.Talkative.sdp;
import static org.strowger.harness.system.Talkative.self;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.strowger.harness.process.ConfFolder;

/**
 * A caller and who is called, a carrier or an agent, who tell all they know, in every header and
 * line they have: the other one hears number and name of the caller, a phone also the number that
 * sent the call on, and nothing else.
 */
@Tag("loopback")
@TestInstance(Lifecycle.PER_CLASS)
class TopologyHidingTest {

    /** From the trunk's: nobody else may call out by a trunk. */
    private static final String ADDRESS = "127.0.0.1";

    private static final String CALLERS_MEDIA = "127.0.0.51";
    private static final String CARRIERS_MEDIA = "127.0.0.52";

    /**
     * What each side says of itself begins with such a word, or is an address of such a network.
     */
    private static final String CALLERS_WORD = "zqa";

    private static final String CALLERS_NETWORK = "10.11.12.";
    private static final String CARRIERS_WORD = "zqb";
    private static final String CARRIERS_NETWORK = "10.21.22.";

    private Loopback loopback;
    private Talkative caller;
    private Talkative carrier;

    @BeforeAll
    void start() {
        var conf = ConfFolder.create().t1Millis(Loopback.SHORT_T1_MILLIS).agents(1).phones(2);
        loopback = Loopback.start("topology", conf);
    }

    @AfterAll
    void stop() {
        loopback.close();
    }

    @BeforeEach
    void open() throws IOException {
        var strowger = loopback.strowger();
        caller = new Talkative(ADDRESS, 0, strowger.sip());
        carrier = new Talkative(ADDRESS, strowger.conf().trunkPort(), strowger.sip());
    }

    @AfterEach
    void close() {
        caller.close();
        carrier.close();
        loopback.strowger().awaitAtRest(Loopback.AT_REST);
    }

    private String fromCaller(String method, int cseq, String to, String sdp) {
        var from = "\"Alice\" <sip:5551001@zqa-from.example.com;zqa-parameter>";
        return fromCaller(method, cseq, "4003", from, to, "", sdp);
    }

    private String uri(String number) {
        return "sip:" + number + "@127.0.0.1:" + loopback.strowger().sip().getPort();
    }

    private String fromCaller(
            String method,
            int cseq,
            String number,
            String from,
            String to,
            String more,
            String sdp) {
        return """
        %1$s %2$s SIP/2.0
        Via: SIP/2.0/UDP %3$s:%4$d;rport;branch=z9hG4bKzqa-%1$s%5$d
        Via: SIP/2.0/UDP 10.11.12.13:5060;branch=z9hG4bKzqa-second
        Record-Route: <sip:%3$s:%4$d;lr;zqa-route>
        Max-Forwards: 70
        From: %6$s;tag=zqa-tag
        To: %7$s
        Call-ID: zqa-call-%8$d@10.11.12.14
        CSeq: %5$d %1$s
        """
                        .formatted(
                                method,
                                uri(number),
                                ADDRESS,
                                caller.port(),
                                cseq,
                                from,
                                to,
                                System.identityHashCode(caller))
                + more
                + self(CALLERS_WORD, CALLERS_NETWORK)
                + body(sdp);
    }

    /** A carrier's answer. */
    private static String response(String statusLine, String request, String sdp) {
        return answer(statusLine, request, "zqb-tag")
                + self(CARRIERS_WORD, CARRIERS_NETWORK)
                + body(sdp);
    }

    private void nothingLeaked() {
        for (var heard : carrier.heard) {
            // A phone is told the number that sent the call on, at our name: no more of it.
            var text = heard.replace("<sip:zqa-diversion@strowger", "");
            assertFalse(text.contains(CALLERS_WORD), text);
            assertFalse(text.contains(CALLERS_NETWORK), text);
            assertFalse(text.contains(CALLERS_MEDIA), text);
            assertFalse(text.contains(":" + caller.port()), text);
            assertFalse(text.contains("77123123"), text);
        }
        for (var text : caller.heard) {
            assertFalse(text.contains(CARRIERS_WORD), text);
            assertFalse(text.contains(CARRIERS_NETWORK), text);
            assertFalse(text.contains(CARRIERS_MEDIA), text);
            assertFalse(text.contains(":" + carrier.port()), text);
            var sdp = text.substring(text.indexOf("\n\n"));
            assertFalse(sdp.contains("77123123"), text);
        }
    }

    @Test
    void aCallTellsTheOtherSideNumberAndNameOfTheCallerOnly() throws IOException {
        caller.send(
                fromCaller(
                        "INVITE",
                        1,
                        "<sip:4003@127.0.0.1>",
                        sdp("zqa", CALLERS_NETWORK, CALLERS_MEDIA, 40_022)));
        var invite = carrier.await("INVITE ");
        assertTrue(header(invite, "From").startsWith("\"Alice\" <sip:5551001@"), invite);
        carrier.send(response("183 zqb-progress", invite, ""));
        var answer = sdp("zqb", CARRIERS_NETWORK, CARRIERS_MEDIA, 40_024);
        carrier.send(response("200 zqb-fine", invite, answer));
        var ok = caller.await("SIP/2.0 200 ");
        carrier.await("ACK ");
        caller.send(fromCaller("ACK", 1, header(ok, "To"), ""));
        caller.send(fromCaller("INFO", 2, header(ok, "To"), ""));
        caller.await("SIP/2.0 200 ", "CSeq: 2 INFO");
        var hold = sdp("zqa", CALLERS_NETWORK, CALLERS_MEDIA, 40_022) + "a=sendonly\n";
        caller.send(fromCaller("INVITE", 3, header(ok, "To"), hold));
        caller.await("SIP/2.0 200 ", "CSeq: 3 INVITE");
        caller.send(fromCaller("ACK", 3, header(ok, "To"), ""));
        endsByTheCalled(invite);
    }

    private static String bye(String invite) {
        return """
        BYE sip:strowger@127.0.0.1 SIP/2.0
        Via: SIP/2.0/UDP 10.21.22.10:5060;rport;branch=z9hG4bKzqb-bye-%s
        Max-Forwards: 70
        From: %s;tag=zqb-tag
        To: %s
        Call-ID: %s
        CSeq: 1 BYE
        """
                        .formatted(
                                header(invite, "Call-ID").replace('@', '-'),
                                header(invite, "To"),
                                header(invite, "From"),
                                header(invite, "Call-ID"))
                + self(CARRIERS_WORD, CARRIERS_NETWORK)
                + body("");
    }

    @Test
    void aRefusalTellsTheCallerItsStatusOnly() throws IOException {
        caller.send(
                fromCaller(
                        "INVITE",
                        1,
                        "<sip:4003@127.0.0.1>",
                        sdp("zqa", CALLERS_NETWORK, CALLERS_MEDIA, 40_022)));
        var invite = carrier.await("INVITE ");
        carrier.send(response("486 zqb-busy", invite, ""));
        carrier.await("ACK ");
        var refused = caller.await("SIP/2.0 4");
        caller.send(
                fromCaller("ACK", 1, header(refused, "To"), "").replace("zqa-ACK1", "zqa-INVITE1"));
        nothingLeaked();
    }

    @Test
    void agentsHearNumberAndNameOfEachOtherOnly() throws IOException {
        calledIs("1002");
        var from = "\"Alice\" <sip:1003@127.0.0.1;zqa-parameter>";
        var to = "<sip:1002@127.0.0.1>";
        var offer = sdp("zqa", CALLERS_NETWORK, CALLERS_MEDIA, 40_022);
        caller.send(fromCaller("INVITE", 1, "1002", from, to, "", offer));
        var challenge = caller.await("SIP/2.0 401 ");
        caller.send(
                fromCaller("ACK", 1, "1002", from, header(challenge, "To"), "", "")
                        .replace("zqa-ACK1", "zqa-INVITE1"));
        var password = authorization("1003", "INVITE", uri("1002"), challenge);
        caller.send(fromCaller("INVITE", 2, "1002", from, to, password, offer));
        var invite = carrier.await("INVITE ");
        assertTrue(header(invite, "From").contains("<sip:1003@"), invite);
        carrier.send(response("180 zqb-ringing", invite, ""));
        caller.await("SIP/2.0 180 ");
        var ok = answered(invite);
        caller.send(fromCaller("ACK", 2, "1002", from, header(ok, "To"), "", ""));
        endsByTheCalled(invite);
    }

    @Test
    void aCallerOfAQueueAndItsAgentHearNoMoreOfEachOther() throws IOException {
        calledIs("1001");
        loopback.strowger().awaitAgent("1001", "ready", Loopback.SOON);
        var from = "\"Alice\" <sip:5551001@zqa-from.example.com;zqa-parameter>";
        var offer = sdp("zqa", CALLERS_NETWORK, CALLERS_MEDIA, 40_022);
        var to = "<sip:4002@127.0.0.1>";
        caller.send(fromCaller("INVITE", 1, "4002", from, to, "", offer));
        var queued = caller.await("SIP/2.0 200 ");
        caller.send(fromCaller("ACK", 1, "4002", from, header(queued, "To"), "", ""));
        var invite = carrier.await("INVITE ");
        assertTrue(header(invite, "From").startsWith("\"Alice\" <sip:5551001@"), invite);
        var answer = sdp("zqb", CARRIERS_NETWORK, CARRIERS_MEDIA, 40_024);
        carrier.send(response("200 zqb-fine", invite, answer));
        carrier.await("ACK ");
        endsByTheCalled(invite);
    }

    /** Not the carrier is called, but a user's phone. */
    private void calledIs(String user) throws IOException {
        carrier.close();
        carrier = new Talkative(ADDRESS, 0, loopback.strowger().sip());
        carrier.register(user, CARRIERS_WORD, CARRIERS_NETWORK);
    }

    /** Who is called answers; gives what the caller hears. */
    private String answered(String invite) throws IOException {
        var answer = sdp("zqb", CARRIERS_NETWORK, CARRIERS_MEDIA, 40_024);
        carrier.send(response("200 zqb-fine", invite, answer));
        carrier.await("ACK ");
        return caller.await("SIP/2.0 200 ");
    }

    private void endsByTheCalled(String invite) throws IOException {
        carrier.send(bye(invite));
        carrier.await("SIP/2.0 200 ", "CSeq: 1 BYE");
        var bye = caller.await("BYE ");
        caller.send(answer("200 zqa-done", bye, "") + self("zqa", CALLERS_NETWORK) + body(""));
        nothingLeaked();
    }
}
