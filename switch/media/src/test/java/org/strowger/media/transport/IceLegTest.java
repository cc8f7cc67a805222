package org.strowger.media.transport;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.base.Clock;
import org.strowger.base.Rfc;
import org.strowger.media.MediaCounters.Counter;
import org.strowger.media.MediaLeg;
import org.strowger.media.MediaRules;
import org.strowger.media.Prompts;
import org.strowger.media.RtpHeader;
import org.strowger.media.SilenceWatch;
import org.strowger.media.WavBytes;
import org.strowger.media.dtls.DtlsHandshakes;
import org.strowger.media.dtls.DtlsTerms;
import org.strowger.media.ice.Checks;
import org.strowger.media.ice.IceCredentials;
import org.strowger.media.srtp.SrtpKeys;
import org.strowger.media.srtp.SrtpReceiver;
import org.strowger.media.srtp.SrtpSender;

/** A leg whose peer says where it is by connectivity checks, as a browser does. */
class IceLegTest {

    private static final InetSocketAddress NOWHERE =
            new InetSocketAddress(InetAddress.ofLiteral("0.0.0.0"), 9);

    private final IceCredentials credentials = IceCredentials.fresh();
    private final DtlsHandshakes theirs = new DtlsHandshakes(Instant.now(), 4);
    private final Told told = new Told();
    private TwoLoops loops;
    private MediaLeg leg;

    @BeforeEach
    void begin(@TempDir Path folder) {
        WavBytes.write(folder.resolve("en/welcome.wav"), WavBytes.mono8000(WavBytes.ramp(160, 7)));
        var rules = new MediaRules(0, SilenceWatch.Limits.NONE, 1); // Heard at once, or muted.
        loops = new TwoLoops(rules, Prompts.load(folder), Clock.system());
        loops.engine().offerDtls();
        leg = told.open(loops.engine(), Told.AFFINITY);
        leg.encrypt(new DtlsTerms(false, theirs.fingerprint(), credentials));
        leg.connect(TwoLoops.PCMU, NOWHERE, true);
        leg.echo();
        loops.settle();
    }

    @AfterEach
    void nothingIsLeft() {
        loops.close();
    }

    private Browser browser() {
        var fingerprint = Objects.requireNonNull(loops.engine().fingerprint());
        return new Browser(told.local(), theirs, new DtlsTerms(true, fingerprint));
    }

    private static byte[] frame(SrtpSender by, int sequence) {
        var packet = new byte[172 + SrtpSender.GROWTH];
        RtpHeader.write(packet, false, 0, sequence, 160 * sequence, 4_711);
        Arrays.fill(packet, RtpHeader.LENGTH, 172, (byte) 55);
        return Arrays.copyOf(packet, by.rtp(packet, 172));
    }

    @Rfc(number = 8445, section = "7.3")
    @Rfc(number = 8445, section = "8.1.1")
    @Test
    void afterACheckTheyShakeHandsAndVoiceGoesBothWays() {
        try (var browser = browser()) {
            browser.send(Checks.nominating(credentials, "them"));
            await().until(() -> browser.answers() == 1);
            browser.shakeHands();
            await().until(() -> browser.keys() != null);
            var keys = Objects.requireNonNull(browser.keys());
            assertEquals(55, echo(browser, keys)[100]);
        }
    }

    /** The first frame that comes back under these keys, decrypted. */
    private static byte[] echo(Browser browser, SrtpKeys keys) {
        var speaks = new SrtpSender(keys.ours());
        var hears = new SrtpReceiver(keys.theirs());
        var sequence = new int[1];
        var heard = new AtomicReference<byte[]>();
        await().until(() -> {
            browser.send(frame(speaks, sequence[0]++)); // The first may come too early.
            for (var packet : browser.takeVoice()) {
                if (hears.rtp(packet, packet.length) == 172) {
                    heard.set(packet);
                }
            }
            return heard.get() != null;
        });
        return heard.get();
    }

    /** All that was sent to it until now has come, and is forgotten. */
    private void drain(Browser browser) {
        int answers = browser.answers();
        browser.send(Checks.check(credentials, "them"));
        await().until(() -> browser.answers() > answers);
        browser.takeVoice();
    }

    @Rfc(number = 8842, section = "3.1")
    @Test
    void whoeverHasKeysMayBeginAnewAndGetsOthers() {
        try (var browser = browser()) {
            browser.send(Checks.nominating(credentials, "them"));
            await().until(() -> browser.answers() == 1);
            browser.shakeHands();
            await().until(() -> browser.keys() != null);
            var before = Objects.requireNonNull(browser.keys());
            echo(browser, before);
            browser.shakeHands();
            await().until(() -> !before.equals(browser.keys()));
            var after = Objects.requireNonNull(browser.keys());
            assertEquals(55, echo(browser, after)[100]);
            assertEquals(0, loops.count(Counter.DTLS_FAILED));
        }
    }

    @Test
    void whatIsNoBeginningLeavesTheKeysAsTheyAre() {
        try (var browser = browser()) {
            browser.send(Checks.nominating(credentials, "them"));
            await().until(() -> browser.answers() == 1);
            browser.shakeHands();
            await().until(() -> browser.keys() != null);
            var keys = Objects.requireNonNull(browser.keys());
            echo(browser, keys);
            browser.send(new byte[] {22, -2, -3, 0, 0, 1});
            browser.send(new byte[] {21, -2, -3, 0, 0, 0, 0, 0, 0, 0, 9, 0, 2, 2, 40});
            loops.settle();
            assertEquals(55, echo(browser, keys)[100]);
            assertEquals(0, loops.count(Counter.DTLS_FAILED));
        }
    }

    @Test
    void withoutACheckNobodyIsHeard() {
        try (var browser = browser()) {
            browser.shakeHands();
            await().until(() -> loops.count(Counter.STRANGERS) > 0);
            browser.send(Checks.check(IceCredentials.fresh(), "them"));
            await().until(() -> browser.refusals() == 1);
            loops.settle();
            assertEquals(0, browser.answers());
            assertTrue(browser.keys() == null);
        }
    }

    @Test
    void voiceFollowsTheNominatedPair() {
        try (var first = browser();
                var second = browser()) {
            first.send(Checks.check(credentials, "them"));
            await().until(() -> first.answers() == 1);
            second.send(Checks.check(credentials, "them"));
            await().until(() -> second.answers() == 1);
            first.shakeHands();
            await().until(() -> first.keys() != null);
            second.send(Checks.nominating(credentials, "them"));
            await().until(() -> second.answers() == 2);
            var speaks = new SrtpSender(Objects.requireNonNull(first.keys()).ours());
            var sequence = new int[1];
            await().until(() -> {
                second.send(frame(speaks, sequence[0]++));
                return !second.voice().isEmpty();
            });
            assertTrue(first.voice().isEmpty());
        }
    }

    /** Chromium 156 does so: it nominates a pair up to 2.5 s after it has begun to speak by it. */
    @Rfc(number = 8445, section = "12.2")
    @Test
    void voiceFollowsTheVoiceOfWhoHasMadeACheckBeforeItIsNominated() {
        try (var first = browser();
                var second = browser()) {
            first.send(Checks.nominating(credentials, "them"));
            await().until(() -> first.answers() == 1);
            first.shakeHands();
            await().until(() -> first.keys() != null);
            var speaks = new SrtpSender(Objects.requireNonNull(first.keys()).ours());
            var sequence = new int[1];
            await().until(() -> {
                first.send(frame(speaks, sequence[0]++)); // The first may come too early.
                return !first.voice().isEmpty();
            });
            long strangers = loops.count(Counter.STRANGERS);
            second.send(frame(speaks, sequence[0]++));
            await().until(() -> loops.count(Counter.STRANGERS) == strangers + 1);
            second.send(Checks.check(credentials, "them"));
            await().until(() -> second.answers() == 1);
            second.send(frame(speaks, sequence[0]++));
            await().until(() -> second.voice().size() == 1);
        }
    }

    /** The one who saw a check needs no password to send it from where it is. */
    @Test
    void whoSendsACheckOfThePeersAgainTakesNoVoiceAway() {
        try (var peer = browser();
                var thief = browser()) {
            var check = Checks.nominating(credentials, "them");
            peer.send(check);
            await().until(() -> peer.answers() == 1);
            peer.shakeHands();
            await().until(() -> peer.keys() != null);
            echo(peer, Objects.requireNonNull(peer.keys()));
            drain(peer);
            thief.send(check);
            await().until(() -> thief.answers() == 1);
            leg.play(1, List.of("en/welcome"));
            await().until(() -> !peer.voice().isEmpty());
            assertTrue(thief.voice().isEmpty());
        }
    }

    @Test
    void whoOnlyListensIsFollowedByItsReports() {
        try (var first = browser();
                var second = browser()) {
            first.send(Checks.nominating(credentials, "them"));
            await().until(() -> first.answers() == 1);
            first.shakeHands();
            await().until(() -> first.keys() != null);
            var keys = Objects.requireNonNull(first.keys());
            echo(first, keys);
            drain(first);
            second.send(Checks.check(credentials, "them"));
            await().until(() -> second.answers() == 1);
            var report = Arrays.copyOf(new byte[] {(byte) 0x80, (byte) 201, 0, 1}, 8);
            var sealed = Arrays.copyOf(report, report.length + SrtpSender.GROWTH);
            int length = new SrtpSender(keys.ours()).rtcp(sealed, report.length);
            second.send(Arrays.copyOf(sealed, length));
            await().until(() -> loops.count(Counter.RTCP) == 1);
            leg.play(1, List.of("en/welcome"));
            await().until(() -> !second.voice().isEmpty());
            assertTrue(first.voice().isEmpty());
        }
    }

    /** Whoever calls could have it sent to somebody else by checks with that address. */
    @Test
    void checksAloneAreNoSignThatAnybodyWantsToHear() {
        try (var browser = browser()) {
            leg.answered();
            await().until(() -> {
                browser.send(Checks.nominating(credentials, "them"));
                return loops.count(Counter.UNHEARD_PEERS) == 1 && browser.answers() > 0;
            });
            int answers = browser.answers();
            browser.shakeHands();
            await().until(() -> browser.keys() != null);
            browser.send(Checks.nominating(credentials, "them"));
            await().until(() -> browser.answers() > answers);
            leg.play(1, List.of("en/welcome"));
            await().until(() -> told.events.contains("played 1"));
            assertEquals(0, loops.count(Counter.PACKETS_OUT));
        }
    }

    @Test
    void aPlaceOfTheAssociationBeforeIsNotHeardInClear() {
        try (var browser = browser();
                var next = new Phone()) {
            browser.send(Checks.nominating(credentials, "them"));
            await().until(() -> browser.answers() == 1);
            leg.encrypt(null);
            leg.connect(TwoLoops.PCMU, next.address(), true);
            loops.settle();
            next.say(told.local(), 0, 1, 160, 4_712, new byte[160]);
            await().until(() -> next.heard().size() == 1);
            long strangers = loops.count(Counter.STRANGERS);
            var packet = new byte[172];
            RtpHeader.write(packet, false, 0, 1, 160, 4_711);
            browser.send(packet);
            await().until(() -> loops.count(Counter.STRANGERS) == strangers + 1);
            assertTrue(browser.voice().isEmpty());
        }
    }

    @Test
    void aPlaceOfTheAssociationBeforeIsNoneOfTheNext() {
        try (var browser = browser();
                var beside = browser()) {
            beside.send(Checks.check(credentials, "them"));
            await().until(() -> beside.answers() == 1);
            browser.send(Checks.nominating(credentials, "them"));
            await().until(() -> browser.answers() == 1);
            var another = new DtlsHandshakes(Instant.now(), 1).fingerprint();
            leg.encrypt(new DtlsTerms(false, another, IceCredentials.fresh()));
            leg.connect(TwoLoops.PCMU, NOWHERE, true);
            loops.settle();
            long strangers = loops.count(Counter.STRANGERS);
            beside.send(new byte[] {22, -2, -3, 0, 0, 1});
            browser.send(new byte[] {22, -2, -3, 0, 0, 1});
            await().until(() -> loops.count(Counter.STRANGERS) == strangers + 2);
        }
    }

    @Rfc(number = 8445, section = "9")
    @Test
    void afterANewBeginningTheChecksBeforeItAreAnsweredStill() {
        try (var browser = browser()) {
            var again = IceCredentials.fresh();
            leg.encrypt(new DtlsTerms(false, theirs.fingerprint(), again));
            loops.settle();
            browser.send(Checks.nominating(credentials, "them"));
            await().until(() -> browser.answers() == 1);
            browser.send(Checks.nominating(again, "them"));
            await().until(() -> browser.answers() == 2);
            leg.encrypt(new DtlsTerms(false, theirs.fingerprint(), IceCredentials.fresh()));
            loops.settle();
            browser.send(Checks.check(credentials, "them"));
            await().until(() -> browser.refusals() == 1);
        }
    }

    @Test
    void whoComesInSomebodyElsesPlaceMustShowWhatIsNew() {
        try (var browser = browser()) {
            var another = new DtlsHandshakes(Instant.now(), 1).fingerprint();
            leg.encrypt(new DtlsTerms(false, another, IceCredentials.fresh()));
            loops.settle();
            browser.send(Checks.check(credentials, "them"));
            await().until(() -> browser.refusals() == 1);
            assertEquals(0, browser.answers());
        }
    }
}
