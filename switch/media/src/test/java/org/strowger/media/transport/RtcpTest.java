package org.strowger.media.transport;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.strowger.base.Entropy;
import org.strowger.base.Rfc;
import org.strowger.media.KeyWay;
import org.strowger.media.MediaCounters.Counter;
import org.strowger.media.MediaLeg;
import org.strowger.media.MediaRules;
import org.strowger.media.PortRange;
import org.strowger.media.Prompts;
import org.strowger.media.RtpFormat;
import org.strowger.media.RtpFormat.Law;
import org.strowger.media.SilenceWatch;
import org.strowger.media.rtcp.NtpTime;
import org.strowger.media.rtcp.PeerReports;
import org.strowger.media.rtcp.ReportBlock;
import org.strowger.media.rtcp.RtcpWriter;

/** Reports, silence and code points on loopback; time goes when the test says. */
class RtcpTest {

    private static final long SECOND = 1_000_000;
    private static final RtpFormat MUXED =
            new RtpFormat(Law.PCMU, 0, 101, KeyWay.EVENTS, true, true);
    private static final RtpFormat PLAIN = new RtpFormat(Law.PCMU, 0, 101);
    private static final RtpFormat HELD =
            new RtpFormat(Law.PCMU, 0, 101, KeyWay.EVENTS, true, false);
    private static final int SSRC = 77;

    private final AtomicLong clock = new AtomicLong(1_800_000_000L * SECOND);
    private final List<Channel> channels = new CopyOnWriteArrayList<>();
    private final RtpEngine engine = engine(Io.best());
    private final Told told = new Told();
    private final Told toldPeer = new Told();
    private final Phone phone = new Phone();
    private final Phone peerPhone = new Phone();

    private RtpEngine engine(Io io) {
        var watched =
                new Io(
                        io.handlers(),
                        family -> {
                            var channel = io.channels().apply(family);
                            channels.add(channel);
                            return channel;
                        });
        var rules =
                new MediaRules(
                        MediaRules.EXPEDITED_FORWARDING,
                        new SilenceWatch.Limits(60 * SECOND, 0, 300 * SECOND),
                        30 * SECOND);
        return new RtpEngine(
                new RtpEngine.Room(
                        List.of(InetAddress.getLoopbackAddress()),
                        new PortRange(40_800, 40_819),
                        1,
                        1_000,
                        0,
                        0),
                rules,
                Prompts.none(),
                clock::get,
                Entropy.seeded(9),
                Runnable::run,
                watched);
    }

    @AfterEach
    void nothingIsLeft() {
        phone.close();
        peerPhone.close();
        Told.closed(engine);
    }

    @Test
    @Rfc(number = 3550, section = "6.4")
    @Rfc(number = 5761, section = "5.1.1")
    @Rfc(number = 7022, section = "4.2")
    void aPeerIsToldWhatItWasSentAndWhatOfItsVoiceCame() {
        var leg = echo(told, phone, MUXED);
        says(told, phone, 1, 2, 4);
        await().until(() -> phone.heard().size() == 3);
        var report = nextReport(phone, 0);
        int ours = phone.heard().getFirst().ssrc();
        assertEquals(0x81C8, report.getShort(0) & 0xFFFF, "a sender report with a block");
        assertEquals(ours, report.getInt(4));
        assertEquals(NtpTime.middle(NtpTime.of(clock.get())), report.getInt(10));
        assertEquals(List.of(3, 480), List.of(report.getInt(20), report.getInt(24)));
        assertEquals(SSRC, report.getInt(28));
        assertEquals(0x4000_0001, report.getInt(32), "one of four lost");
        assertEquals(4, report.getInt(36));
        assertEquals(0x81CA, report.getShort(52) & 0xFFFF, "then the name");
        assertEquals(0x0110, report.getShort(60), "16 characters of base64");
        leg.close();
        await().until(told::isClosed);
        await().until(() -> phone.reports().size() == 2);
        var last = ByteBuffer.wrap(phone.reports().get(1));
        assertEquals(0x81CB_0001, last.getInt(last.limit() - 8), "goodbye");
        assertEquals(ours, last.getInt(last.limit() - 4));
    }

    @Test
    @Rfc(number = 3550, section = "6.4.1")
    void whatThePeerReportsIsInTheLegsStatistics() {
        var leg = echo(told, phone, MUXED);
        says(told, phone, 1, 2, 3, 4);
        await().until(() -> phone.heard().size() == 4);
        var report = nextReport(phone, 0);
        clock.addAndGet(250_000);
        var block =
                new ReportBlock(
                        report.getInt(4), 0, 1, 4, 80, report.getInt(10), NtpTime.units(200_000));
        phone.sendRaw(told.local(), receiverReport(block));
        phone.sendRaw(told.local(), receiverReport(notOurs(block)));
        await().until(() -> engine.counters().get(Counter.RTCP) == 2);
        leg.close();
        await().until(told::isClosed);
        var quality = told.statistics().quality();
        assertEquals(1, quality.reports());
        assertEquals(1, quality.peerLost());
        assertEquals(10_000, quality.peerJitterMicros());
        assertEquals(50_000, quality.roundTripMicros(), 30);
        assertTrue(quality.peerMos() > 100 && quality.peerMos() < 300, "a quarter was lost");
        assertTrue(quality.mos() > 400, "we heard everything");
        assertEquals(1, Arrays.stream(engine.quality().mos(true).counts()).sum());
    }

    @Test
    @Rfc(number = 5761, section = "5.1.1")
    void whoDidNotAskForItGetsNoRtcpAndNobodyButWhoWasHeard() {
        echo(told, phone, PLAIN);
        says(told, phone, 1);
        await().until(() -> phone.heard().size() == 1);
        phone.sendRaw(told.local(), receiverReport(null));
        await().until(() -> engine.counters().get(Counter.RTCP) == 1);
        var unheard = new Told();
        try (var silentPhone = new Phone()) {
            var third = echo(unheard, silentPhone, MUXED);
            echo(toldPeer, peerPhone, MUXED);
            says(toldPeer, peerPhone, 1);
            nextReport(peerPhone, 0);
            nextReport(peerPhone, 1); // In between all had their turn.
            third.close();
            await().until(unheard::isClosed);
            assertEquals(List.of(), phone.reports());
            assertEquals(List.of(), silentPhone.reports());
        }
    }

    @Test
    @Rfc(number = 3550, section = "11")
    @Rfc(number = 3605, section = "2.1")
    void whoWantsItApartHasItByThePortAbove() {
        try (var door = new Phone()) {
            var leg = echo(told, phone, PLAIN.apart(door.address()));
            await().until(() -> engine.portsInUse() == 2);
            var above =
                    new InetSocketAddress(told.local().getAddress(), told.local().getPort() + 1);
            assertEquals(0, told.local().getPort() % 2);
            says(told, phone, 1, 2);
            await().until(() -> phone.heard().size() == 2);
            var report = nextReport(door, 0);
            assertEquals(0x81C8, report.getShort(0) & 0xFFFF);
            var block = new ReportBlock(report.getInt(4), 0, 1, 2, 80, 0, 0);
            door.sendRaw(above, receiverReport(block));
            phone.sendRaw(above, new byte[] {(byte) 0x80, 0, 0, 0});
            await().until(() -> engine.counters().get(Counter.RTCP) == 1);
            await().until(() -> engine.counters().get(Counter.STRANGERS) == 1);
            leg.close();
            await().until(told::isClosed);
            await().until(() -> door.reports().size() == 2);
            assertEquals(1, told.statistics().quality().reports());
            assertEquals(List.of(), phone.reports(), "none by the port of voice");
            await().until(() -> engine.portsInUse() == 0);
        }
    }

    @Test
    void nobodyIsReportedToWhoWasNotHeardAndThePortIsGivenBackWhenBothShareOneAfterAll() {
        try (var door = new Phone();
                var elsewhere = new Phone(InetAddress.ofLiteral("127.0.0.2"))) {
            echo(told, phone, PLAIN.apart(elsewhere.address()));
            says(told, phone, 1);
            await().until(() -> phone.heard().size() == 1);
            var other = echo(toldPeer, peerPhone, PLAIN.apart(door.address()));
            says(toldPeer, peerPhone, 1);
            nextReport(door, 0);
            nextReport(door, 1); // In between all had their turn.
            assertEquals(List.of(), elsewhere.reports());
            assertEquals(4, engine.portsInUse());
            other.connect(MUXED, peerPhone.address(), true);
            await().until(() -> engine.portsInUse() == 3);
            says(toldPeer, peerPhone, 2);
            nextReport(peerPhone, 0);
        }
    }

    @Test
    @Rfc(number = 3550, section = "6.4.2")
    void whoIsSentNothingIsReportedToAllTheSameOnHoldToo() {
        var leg = told.open(engine);
        leg.connect(HELD, phone.address(), false);
        Told.settle(engine);
        says(told, phone, 1);
        var report = nextReport(phone, 0);
        assertEquals(0x81C9, report.getShort(0) & 0xFFFF, "a receiver report with a block");
        assertEquals(SSRC, report.getInt(8));
    }

    @Test
    void aFloodOfRtcpIsNotReadAndWhatIsWrongIsNotBelieved() {
        echo(told, phone, MUXED);
        int wrong = 3;
        for (int i = 0; i < wrong; i++) {
            phone.sendRaw(told.local(), new byte[] {(byte) 0x80, (byte) 201, 0, 9});
        }
        for (int i = 0; i < 40; i++) {
            phone.sendRaw(told.local(), receiverReport(null));
        }
        await().until(() -> engine.counters().get(Counter.RTCP) == 43);
        assertEquals(wrong, engine.counters().get(Counter.RTCP_MALFORMED));
        assertEquals(43 - PeerReports.MOST_A_SECOND, engine.counters().get(Counter.RTCP_DROPPED));
        try (var stranger = new Phone(InetAddress.ofLiteral("127.0.0.2"))) {
            stranger.sendRaw(told.local(), receiverReport(null));
            await().until(() -> engine.counters().get(Counter.STRANGERS) == 1);
        }
    }

    @Test
    void aPeerThatFallsSilentIsToldAndOneOnHoldIsNot() {
        echo(told, phone, PLAIN);
        var held = echo(toldPeer, peerPhone, PLAIN);
        says(told, phone, 1);
        says(toldPeer, peerPhone, 1);
        await().until(() -> engine.counters().get(Counter.PACKETS_IN) == 2);
        held.connect(HELD, peerPhone.address(), false);
        Told.settle(engine);
        clock.addAndGet(59 * SECOND);
        phone.sendRaw(told.local(), receiverReport(null)); // RTCP is a sign of life.
        await().until(() -> engine.counters().get(Counter.RTCP) == 1);
        clock.addAndGet(59 * SECOND);
        phone.say(told.local(), 13, 9, 0, SSRC, new byte[] {70}); // So is comfort noise.
        await().until(() -> engine.counters().get(Counter.COMFORT_NOISE) == 1);
        clock.addAndGet(61 * SECOND);
        await().until(() -> told.events.contains("inactive 61"));
        clock.addAndGet(60 * SECOND);
        await().until(() -> told.events.contains("inactive 121"));
        assertEquals(List.of("opened"), toldPeer.events);
        assertEquals(2, engine.counters().get(Counter.SILENT_PEERS));
    }

    /** Its RTCP goes to another port, and it sends nothing for silence. */
    @Test
    void aPeerWhoseRtcpIsNotHeardMayBeSilent() {
        echo(told, phone, PLAIN);
        echo(toldPeer, peerPhone, PLAIN);
        says(told, phone, 1);
        says(toldPeer, peerPhone, 1);
        peerPhone.sendRaw(toldPeer.local(), receiverReport(null));
        await().until(() -> engine.counters().get(Counter.RTCP) == 1);
        await().until(() -> engine.counters().get(Counter.PACKETS_IN) == 2);
        clock.addAndGet(3_600 * SECOND);
        await().until(() -> toldPeer.events.contains("inactive 3600"));
        clock.addAndGet(3_600 * SECOND);
        await().until(() -> toldPeer.events.contains("inactive 7200"));
        assertEquals(List.of("opened"), told.events);
    }

    /** Whoever calls can name somebody else's address. */
    @Test
    void whoIsNeverHeardIsSentNoMoreVoiceUntilHeIs() {
        var leg = told.open(engine);
        var peer = echo(toldPeer, peerPhone, PLAIN);
        leg.connect(PLAIN, phone.address(), true);
        leg.answered();
        leg.bridge(peer);
        Told.settle(engine);
        says(toldPeer, peerPhone, 1);
        await().until(() -> phone.heard().size() == 1);
        clock.addAndGet(30 * SECOND);
        await().until(() -> engine.counters().get(Counter.UNHEARD_PEERS) == 1);
        says(toldPeer, peerPhone, 2, 3);
        await().until(() -> engine.counters().get(Counter.PACKETS_IN) == 3);
        says(told, phone, 1);
        await().until(() -> engine.counters().get(Counter.PACKETS_IN) == 4);
        says(toldPeer, peerPhone, 4);
        await().until(() -> phone.heard().size() == 2);
        assertEquals(
                3, phone.heard().getLast().sequence() - phone.heard().getFirst().sequence() & 0xFF);
        assertEquals(List.of("opened"), told.events, "the call goes on");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Rfc(number = 4594, section = "4.1")
    void voiceIsSentWithItsCodePoint(boolean epoll) {
        try (var other = engine(epoll ? Io.best() : Io.nio())) {
            var leg = told.open(other);
            var channel = channels.getLast();
            assertEquals(46 << 2, channel.config().getOption(ChannelOption.IP_TOS));
            leg.close();
            await().until(told::isClosed);
        }
    }

    private MediaLeg echo(Told events, Phone with, RtpFormat format) {
        var leg = events.open(engine);
        leg.connect(format, with.address(), true);
        leg.echo();
        Told.settle(engine);
        return leg;
    }

    private static void says(Told to, Phone phone, int... sequences) {
        for (int sequence : sequences) {
            phone.say(to.local(), 0, sequence, sequence * 160, SSRC, new byte[160]);
        }
    }

    /** Lets time go until the phone has had so many reports and one more. */
    private ByteBuffer nextReport(Phone at, int before) {
        clock.addAndGet(7 * SECOND);
        await().until(() -> at.reports().size() == before + 1);
        return ByteBuffer.wrap(at.reports().get(before));
    }

    private static ReportBlock notOurs(ReportBlock block) {
        return new ReportBlock(block.source() + 1, 255, 9_000, 4, 9_000, 0, 0);
    }

    private static byte[] receiverReport(@Nullable ReportBlock block) {
        var writer = new RtcpWriter();
        writer.receiverReport(SSRC, block);
        writer.description(SSRC, "phone");
        return Arrays.copyOf(writer.octets(), writer.length());
    }
}
