package org.strowger.harness.load.caller;

/**
 * A phone that registers with digest, and again after a pause: [field0] its number, [field1] the
 * pause in milliseconds, [field2] SIPp's keyword with its password. A registration lives five
 * minutes, so that their number in the switch is steady in a run of hours.
 */
final class RegisterScenario {

    private static final int RETRANS_MS = 500;

    private RegisterScenario() {}

    static String steps() {
        return START
                + once(1, "")
                + CHALLENGED
                + once(2, "[field2]\n")
                + REGISTERED
                + Scenario.TALK
                + START
                + once(3, "")
                + CHALLENGED
                + once(4, "[field2]\n")
                + REFRESHED;
    }

    private static String once(int number, String authorization) {
        return Scenario.send(
                """
                REGISTER sip:[remote_ip]:[remote_port] SIP/2.0
                Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch];rport
                Max-Forwards: 70
                From: <sip:[field0]@[remote_ip]:[remote_port]>;tag=[pid]r[call_number]
                To: <sip:[field0]@[remote_ip]:[remote_port]>
                Call-ID: [call_id]
                CSeq: %d REGISTER
                Contact: <sip:[field0]@[local_ip]:[local_port]>
                Expires: 300
                %sContent-Length: 0
                """
                        .formatted(number, authorization),
                RETRANS_MS);
    }

    private static final String START =
            "  <nop><action><gettimeofday assign_to=\"s0,u0\"/></action></nop>\n";

    private static final String CHALLENGED =
            """
              <recv response="100" optional="true"/>
              <recv response="401" auth="true"/>
            """;

    /**
     * The 401 is a late answer to the repetition of the REGISTER before, as a slow switch sends it.
     * One that refuses the password brings no 200 after it, and the call fails as a timeout.
     */
    private static final String REGISTERED =
            """
              <recv response="100" optional="true"/>
              <recv response="401" optional="true"/>
              <recv response="200" timeout="32000"><action>
                <gettimeofday assign_to="s5,u5"/>
                <log message="reg;[field0];[$s0];[$u0];[$s5];[$u5]"/>
              </action></recv>
            """;

    private static final String REFRESHED =
            """
              <recv response="100" optional="true"/>
              <recv response="401" optional="true"/>
              <recv response="200" timeout="32000"><action>
                <gettimeofday assign_to="s5,u5"/>
                <log message="ref;[field0];[$s0];[$u0];[$s5];[$u5]"/>
              </action></recv>
            """;
}
