package org.strowger.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

class LadderTest {

    private final Ladder ladder = new Ladder();
    private final StringBuilder drawn = new StringBuilder();

    private static JsonNode message(
            String at, boolean sent, String peer, String title, String cseq, String sdp) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("at", "2026-01-02T03:04:" + at + "Z")
                .put("sent", sent)
                .put("transport", "UDP")
                .put("local", "10.0.0.1:5060")
                .put("peer", peer)
                .put("title", title)
                .put("cseq", cseq)
                .put("sdp", sdp);
    }

    private void draw(JsonNode message) {
        ladder.lines(message).forEach(line -> drawn.append(line).append('\n'));
    }

    @Test
    void aCallWithTwoSides() {
        var caller = "10.0.0.9:5070";
        var agent = "10.0.0.7:5080";
        draw(
                message(
                        "05.1",
                        false,
                        caller,
                        "INVITE sip:4002@h",
                        "1 INVITE",
                        "audio 6000 sendrecv"));
        draw(message("05.1005", true, caller, "100 Trying", "1 INVITE", ""));
        draw(message("06.2", true, agent, "INVITE sip:1001@h", "1 INVITE", "audio 20002 sendrecv"));
        draw(message("07.2", false, agent, "200 OK", "1 INVITE", "audio 7000 sendrecv"));
        draw(message("05.0", true, caller, "", "", ""));
        var gap = " ".repeat(23);
        assertEquals(
                String.join(
                        "\n",
                        "",
                        "    UDP 10.0.0.9:5070         10.0.0.1:5060",
                        "+0.000000   |-----INVITE (SDP)----->|"
                                + "  1 INVITE  sip:4002@h  audio 6000 sendrecv",
                        "+0.000500   |<------100 Trying------|  1 INVITE",
                        "",
                        "    UDP 10.0.0.9:5070         10.0.0.1:5060         UDP 10.0.0.7:5080",
                        "+1.100000   |"
                                + gap
                                + "|-----INVITE (SDP)----->|"
                                + "  1 INVITE  sip:1001@h  audio 20002 sendrecv",
                        "+2.100000   |"
                                + gap
                                + "|<-----200 OK (SDP)-----|  1 INVITE  audio 7000 sendrecv",
                        "-0.100000   |<------malformed-------|" + gap + "|",
                        ""),
                drawn.toString());
    }

    @Test
    void longAddressesStandOnTwoLines() {
        draw(message("05", true, "[2001:db8:0:0:0:0:0:1]:5080", "BYE x", "1 BYE", ""));
        var lines = drawn.toString().lines().toList();
        assertEquals("UDP [2001:db8:0:0:0:0:0:1]:5080", lines.get(1).strip());
        assertEquals(" ".repeat(30) + "10.0.0.1:5060", lines.get(2));
        assertEquals("+0.000000   |<---------BYE----------|  1 BYE  x", lines.get(3));
    }

    @Test
    void oneColumnTooManyTakesThePlaceOfTheMostSilent() {
        for (int i = 0; i < Ladder.PEERS; i++) {
            draw(message("05", false, "10.0.0.9:" + i, "BYE x", "1 BYE", ""));
        }
        draw(message("05", false, "10.0.0.9:0", "BYE x", "1 BYE", ""));
        drawn.setLength(0);
        draw(message("05", false, "10.0.0.9:77", "BYE x", "1 BYE", ""));
        assertTrue(drawn.toString().contains("10.0.0.9:0 "), drawn.toString());
        assertTrue(drawn.toString().contains("10.0.0.9:77"), drawn.toString());
        assertFalse(drawn.toString().contains("10.0.0.9:1 "), drawn.toString());
    }

    @Test
    void whatAPeerSendsDoesNotReachTheTerminalAsItIs() {
        draw(message("05", false, "10.0.0.9:1", "\u001b[2J \u0007", "\u001b", "\u001b"));
        assertTrue(drawn.chars().noneMatch(c -> Character.isISOControl(c) && c != '\n'));
    }
}
