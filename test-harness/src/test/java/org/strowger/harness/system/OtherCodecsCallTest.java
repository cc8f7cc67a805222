package org.strowger.harness.system;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.strowger.base.Rfc;
import org.strowger.harness.audio.Wav;
import org.strowger.harness.phone.SipText;
import org.strowger.harness.process.ConfFolder;
import org.strowger.harness.process.ProjectFolder;
import org.strowger.media.Coding;
import org.strowger.media.RtpHeader;
import org.strowger.media.codec.Codecs;
import org.strowger.media.codec.VoiceDecoder;

/** Callers who speak nothing but G.722, or Opus. */
@Tag("loopback")
class OtherCodecsCallTest {

    private static final int T1_MILLIS = 100;
    private static final int FRAME = 160;
    private static final int PACKETS = 50;

    /** Each call has a caller of its own, by whom its record is known. */
    private static final AtomicInteger NUMBERS = new AtomicInteger(5_561_000);

    @RegisterExtension
    static final OneSwitch SWITCH =
            new OneSwitch("other-codecs", OtherCodecsCallTest::conf, Loopback.atRest(T1_MILLIS));

    private static ConfFolder conf() {
        return ConfFolder.create().agents(1).t1Millis(T1_MILLIS);
    }

    @Rfc(number = 7587, section = "7")
    @Rfc(number = 3551, section = "4.5.2")
    @ParameterizedTest
    @CsvSource({"G722/8000, 9, 9, 9 0 8 101", "opus/48000/2, 111, 107, 107 0 8 101 110"})
    void whatBothSpeakPassesOctetForOctet(String name, int callers, int agents, String offer)
            throws Exception {
        var number = String.valueOf(NUMBERS.incrementAndGet());
        try (var agent = peer("1001");
                var caller = peer(number)) {
            agent.register("demo-1001", ";expires=600");
            SWITCH.strowger().awaitAgents(1, "ready", Loopback.SOON);
            var ok = dials(caller, "4002", callers, name);
            assertTrue(ok.body().contains(" RTP/AVP " + callers + "\r\n"), ok::body);
            var offered = agent.awaitRequest("INVITE");
            assertTrue(offered.body().contains(" RTP/AVP " + offer + "\r\n"), offered::body);
            agent.send(RawPeer.withSdp(agent.response(200, offered), only(agent, agents, name)));
            agent.awaitRequest("ACK");

            var said = octets(80);
            var heard = passes(caller.voice(), Voice.place(ok), callers, said, agent.voice());

            assertArrayEquals(said, heard.payload);
            assertEquals(agents, heard.type);
            end(caller, ok);
            agent.send(agent.response(200, agent.awaitRequest("BYE")));
            agent.register("demo-1001", ";expires=0");
        }
        var strowger = SWITCH.strowger();
        var record = strowger.awaitRecordsOf(Set.of(number), 1, Loopback.SOON).getFirst();
        assertEquals("answered", record.outcome(), record::toString);
    }

    @ParameterizedTest
    @CsvSource({"G722/8000, 9, G722", "opus/48000/2, 111, OPUS"})
    void aPromptIsHeardAsItIs(String name, int type, Coding coding) throws Exception {
        var number = String.valueOf(NUMBERS.incrementAndGet());
        try (var caller = peer(number)) {
            var ok = dials(caller, "4001", type, name);

            var heard = listen(caller.voice(), coding, type);

            assertTrue(likeness(heard, announcement()) > 0.9, () -> "" + Arrays.toString(heard));
            end(caller, ok);
        }
        SWITCH.strowger().awaitRecordsOf(Set.of(number), 1, Loopback.SOON);
    }

    private static final class Heard {
        final int type;
        final byte[] payload;

        Heard(int type, byte[] payload) {
            this.type = type;
            this.payload = payload;
        }
    }

    private static RawPeer peer(String user) throws IOException {
        return RawPeer.open(user, SWITCH.loopback().strowger().sip());
    }

    private static SipText dials(RawPeer caller, String number, int type, String name)
            throws IOException {
        var invite = caller.request("INVITE", 1, number);
        caller.send(RawPeer.withSdp(invite, only(caller, type, name)));
        var ok = caller.await(200, "INVITE");
        caller.send(inDialog(caller, "ACK", 1, ok));
        return ok;
    }

    private static void end(RawPeer caller, SipText ok) throws IOException {
        caller.send(inDialog(caller, "BYE", 2, ok));
        caller.await(200, "BYE");
    }

    private static SipText inDialog(RawPeer caller, String method, int cseq, SipText ok) {
        var to = ok.first("To");
        return caller.request(method, cseq, SipText.user(SipText.uri(to)), to);
    }

    /** A description with one codec. */
    private static String only(RawPeer peer, int type, String name) throws IOException {
        return peer.sdp(peer.voice().getLocalPort())
                .replace("AVP 0", "AVP " + type)
                .replace("0 PCMU/8000", type + " " + name);
    }

    private static byte[] octets(int seed) {
        var all = new byte[FRAME];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) (seed + 7 * i);
        }
        return all;
    }

    /** Sent until it arrives: the legs may not be joined yet. */
    private static Heard passes(
            DatagramSocket from,
            InetSocketAddress to,
            int type,
            byte[] said,
            DatagramSocket listener)
            throws IOException {
        var packet = new byte[RtpHeader.LENGTH + said.length];
        System.arraycopy(said, 0, packet, RtpHeader.LENGTH, said.length);
        listener.setSoTimeout(50);
        for (int i = 0; i < 100; i++) {
            RtpHeader.write(packet, i == 0, type, i, FRAME * i, 7);
            from.send(new DatagramPacket(packet, packet.length, to));
            try {
                return hear(listener);
            } catch (SocketTimeoutException _) {
                // Once more.
            }
        }
        throw new AssertionError("nothing arrives");
    }

    private static Heard hear(DatagramSocket listener) throws IOException {
        var datagram = new DatagramPacket(new byte[2_048], 2_048);
        var header = new RtpHeader();
        do {
            listener.receive(datagram);
        } while (RtpHeader.isRtcp(datagram.getData(), datagram.getLength())
                || !header.parse(datagram.getData(), datagram.getLength()));
        int at = header.payloadOffset();
        return new Heard(
                header.payloadType(),
                Arrays.copyOfRange(datagram.getData(), at, at + header.payloadLength()));
    }

    /** The first second, as samples of 8000 Hz. */
    private static short[] listen(DatagramSocket listener, Coding coding, int type)
            throws IOException {
        listener.setSoTimeout((int) Loopback.SOON.toMillis());
        var decoder = Codecs.decoder(coding);
        var frame = new short[VoiceDecoder.MOST_SAMPLES];
        var all = new short[PACKETS * FRAME];
        for (int i = 0; i < PACKETS; i++) {
            var heard = hear(listener);
            assertEquals(type, heard.type);
            int octets = heard.payload.length;
            assertEquals(FRAME, decoder.decode(heard.payload, 0, octets, frame));
            System.arraycopy(frame, 0, all, i * FRAME, FRAME);
        }
        return all;
    }

    private static short[] announcement() {
        var prompts = ProjectFolder.find().resolve("ivr-scripts/prompts");
        return Arrays.copyOf(
                Wav.read(prompts.resolve("en/announcement.wav")).samples(), PACKETS * FRAME);
    }

    /** The correlation of both, at the delay of up to 20 ms where it is highest. */
    private static double likeness(short[] heard, short[] played) {
        double best = 0;
        for (int delay = 0; delay < FRAME; delay++) {
            double both = 0;
            double one = 1;
            double other = 1;
            for (int i = delay; i < heard.length; i++) {
                both += (double) heard[i] * played[i - delay];
                one += (double) heard[i] * heard[i];
                other += (double) played[i - delay] * played[i - delay];
            }
            best = Math.max(best, both / Math.sqrt(one * other));
        }
        return best;
    }
}
