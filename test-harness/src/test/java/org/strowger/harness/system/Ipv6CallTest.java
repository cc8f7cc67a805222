package org.strowger.harness.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.strowger.base.Rfc;
import org.strowger.harness.phone.SipText;
import org.strowger.harness.process.ConfFolder;

/** Signalling and sound over IPv6 alone. */
@Tag("loopback")
class Ipv6CallTest {

    private static final Pattern AUDIO = Pattern.compile("(?m)^m=audio (\\d+) RTP/AVP 0");
    private static final String HERE = "::1";
    private static final int T1_MILLIS = 200;
    private static final int PACKET_MILLIS = 20;
    private static final byte SOUND = 0x55;

    @Rfc(number = 5118, section = "4")
    @Rfc(number = 8866, section = "5.7")
    @Test
    void aCallerAndAnAgentTalkOverIpv6() throws Exception {
        var conf = ConfFolder.create().agents(1).t1Millis(T1_MILLIS).address(HERE);
        try (var loopback = Loopback.start("ipv6", conf);
                var agentSound = new DatagramSocket(0, InetAddress.ofLiteral(HERE));
                var callerSound = new DatagramSocket(0, InetAddress.ofLiteral(HERE))) {
            var strowger = loopback.strowger();
            try (var agent = RawPeer.open("1001", HERE, 0, strowger.sip());
                    var caller = RawPeer.open("5551001", HERE, 0, strowger.sip())) {
                agent.register("demo-1001");
                strowger.awaitAgents(1, "ready", Loopback.SOON);
                var invite = caller.request("INVITE", 1, "4002");
                caller.send(RawPeer.withSdp(invite, caller.sdp(callerSound.getLocalPort())));
                var ok = caller.await(200, "INVITE");
                caller.send(caller.request("ACK", 1, "4002", ok.first("To")));
                assertTrue(ok.body().contains("c=IN IP6 "), ok::body);

                var offered = agent.awaitRequest("INVITE");
                var answer = agent.response(200, offered);
                agent.send(RawPeer.withSdp(answer, agent.sdp(agentSound.getLocalPort())));
                agent.awaitRequest("ACK");
                assertTrue(isHeard(callerSound, port(ok), agentSound));

                caller.send(caller.request("BYE", 2, "4002", ok.first("To")));
                caller.await(200, "BYE");
                agent.answer("BYE", 200);
            }
            var record = strowger.awaitRecords(1, Loopback.SOON).getFirst();
            assertEquals("answered", record.outcome(), record::toString);
            assertEquals("1001", record.agent(), record::toString);
        }
    }

    private static int port(SipText answer) {
        var audio = AUDIO.matcher(answer.body());
        assertTrue(audio.find(), answer::body);
        return Integer.parseInt(audio.group(1));
    }

    /** Whether what one says arrives at the other; music may come before it. */
    private static boolean isHeard(DatagramSocket from, int port, DatagramSocket to)
            throws IOException {
        to.setSoTimeout(PACKET_MILLIS);
        var payload = new byte[160];
        Arrays.fill(payload, SOUND);
        for (int i = 0; i < 500; i++) {
            var rtp = ByteBuffer.allocate(12 + payload.length);
            rtp.put((byte) 0x80).put((byte) 0).putShort((short) i).putInt(160 * i).putInt(4711);
            rtp.put(payload);
            from.send(
                    new DatagramPacket(
                            rtp.array(),
                            rtp.capacity(),
                            new InetSocketAddress(InetAddress.ofLiteral(HERE), port)));
            if (isHeard(to, rtp.capacity())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isHeard(DatagramSocket to, int length) throws IOException {
        var heard = new DatagramPacket(new byte[1_500], 1_500);
        try {
            to.receive(heard);
        } catch (SocketTimeoutException _) {
            return false; // The two may not be joined yet.
        }
        return heard.getLength() == length && heard.getData()[100] == SOUND;
    }
}
