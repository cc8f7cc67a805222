package org.strowger.harness.load.caller;

/**
 * SIPp scenarios for load. Each call takes a row of the CSV: [field0] its own number, [field1] the
 * talk time in milliseconds, [field2] and [field3] what its manner needs, [field4] the address and
 * [field5] the port for its sound.
 *
 * <p>Times are taken with gettimeofday and written to the log file, as SIPp's own response times
 * (-trace_rtt) go in steps of 4 ms: it reads the kernel's coarse clock. {@link CallLog} reads the
 * lines.
 */
public final class Scenario {

    /** Longest that a caller waits for the other side to hang up. */
    private static final int LONGEST_STAY_MS = 600_000;

    private static final String VIA =
            "Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=%s;rport\nMax-Forwards: 70";

    private static final String FROM =
            "From: <sip:[field0]@[local_ip]:[local_port]>;tag=[pid]c[call_number]";

    private Scenario() {}

    /**
     * The text of a scenario.
     *
     * @param ownSound whether the session description names the port of the row; else SIPp's own
     */
    public static String of(Manner manner, boolean ownSound) {
        var steps =
                switch (manner) {
                    case HANGS_UP -> dial(ownSound) + TALK + bye();
                    case STAYS -> dial(ownSound) + stay();
                    case PRESSES_KEYS -> dial(false) + KEYS + stay();
                    case REGISTERS -> RegisterScenario.steps();
                };
        return """
        <?xml version="1.0" encoding="UTF-8"?>
        <scenario name="%s">
        %s</scenario>
        """
                .formatted(manner.scenario(), steps);
    }

    private static String dial(boolean ownSound) {
        return START + invite(ownSound) + ANSWERS + send(request("ACK", 1, "[branch]", true), 0);
    }

    private static String invite(boolean ownSound) {
        var address = ownSound ? "[field4]" : "[media_ip]";
        var port = ownSound ? "[field5]" : "[auto_media_port]";
        return send(
                """
                INVITE sip:[number]@[remote_ip]:[remote_port] SIP/2.0
                %s
                %s
                To: <sip:[number]@[remote_ip]:[remote_port]>
                Call-ID: [call_id]
                CSeq: 1 INVITE
                Contact: <sip:[field0]@[local_ip]:[local_port]>
                Content-Type: application/sdp
                Content-Length: [len]

                v=0
                o=- 7 1 IN IP4 [local_ip]
                s=-
                c=IN IP4 %s
                t=0 0
                m=audio %s RTP/AVP 0 96
                a=rtpmap:0 PCMU/8000
                a=rtpmap:96 telephone-event/8000
                a=fmtp:96 0-15
                a=ptime:20
                """
                        .formatted(VIA.formatted("[branch]"), FROM, address, port),
                500);
    }

    private static String bye() {
        return "  <nop><action><gettimeofday assign_to=\"s4,u4\"/></action></nop>\n"
                + send(request("BYE", 2, "[branch]", true), 500)
                + BYE_ANSWERED
                + refused();
    }

    private static String stay() {
        return "  <recv request=\"BYE\" timeout=\"" + LONGEST_STAY_MS + "\"/>\n" + OK + refused();
    }

    /** The way out for a caller that got 503: acknowledged, and written down. */
    private static String refused() {
        return "  <nop next=\"end\"/>\n  <label id=\"refused\"/>\n"
                + send(request("ACK", 1, "[branch-1]", true), 0)
                + """
                  <nop><action><log message="503;[field0];[$s0];[$u0];[$s6];[$u6];[$after]"/></action></nop>
                  <label id="end"/>
                """;
    }

    private static String request(String method, int number, String branch, boolean inDialog) {
        return """
        %s sip:[number]@[remote_ip]:[remote_port] SIP/2.0
        %s
        %s
        To: <sip:[number]@[remote_ip]:[remote_port]>%s
        Call-ID: [call_id]
        CSeq: %d %s
        Contact: <sip:[field0]@[local_ip]:[local_port]>
        Content-Length: 0
        """
                .formatted(
                        method,
                        VIA.formatted(branch),
                        FROM,
                        inDialog ? "[peer_tag_param]" : "",
                        number,
                        method);
    }

    /** A message to send; again after so many milliseconds when nothing comes back, 0 for never. */
    static String send(String message, int retransMillis) {
        var again = retransMillis == 0 ? "" : " retrans=\"" + retransMillis + "\"";
        return "  <send" + again + "><![CDATA[\n" + message + "\n]]></send>\n";
    }

    private static final String START =
            "  <nop><action><gettimeofday assign_to=\"s0,u0\"/></action></nop>\n";

    private static final String ANSWERS =
            """
              <recv response="100" optional="true"><action><gettimeofday assign_to="s1,u1"/></action></recv>
              <recv response="180" optional="true"><action><gettimeofday assign_to="s2,u2"/></action></recv>
              <recv response="183" optional="true"/>
              <recv response="503" optional="true" next="refused"><action>
                <gettimeofday assign_to="s6,u6"/>
                <ereg regexp="[0-9]+" search_in="hdr" header="Retry-After:" assign_to="after"/>
              </action></recv>
              <recv response="200"><action>
                <gettimeofday assign_to="s3,u3"/>
                <log message="200;[field0];[$s0];[$u0];[$s1];[$u1];[$s2];[$u2];[$s3];[$u3]"/>
              </action></recv>
            """;

    /** The talk time of the row, as a number, is what the pause takes. */
    static final String TALK =
            """
              <nop><action>
                <assignstr assign_to="text" value="[field1]"/>
                <todouble assign_to="talk" variable="text"/>
              </action></nop>
              <pause variable="talk"/>
            """;

    /** Keys go out from a raw socket of SIPp, as events of payload type 96. */
    private static final String KEYS =
            """
              <pause milliseconds="1500"/>
              <nop><action><exec play_dtmf="[field2]"/></action></nop>
              <pause milliseconds="2500"/>
              <nop><action><exec play_dtmf="[field3]"/></action></nop>
            """;

    private static final String BYE_ANSWERED =
            """
              <recv response="200"><action>
                <gettimeofday assign_to="s5,u5"/>
                <log message="end;[field0];[$s4];[$u4];[$s5];[$u5]"/>
              </action></recv>
            """;

    private static final String OK =
            """
              <send><![CDATA[
            SIP/2.0 200 OK
            [last_Via:]
            [last_From:]
            [last_To:]
            [last_Call-ID:]
            [last_CSeq:]
            Content-Length: 0

            ]]></send>
              <nop><action><log message="end;[field0]"/></action></nop>
            """;
}
