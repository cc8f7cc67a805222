package org.strowger.media.transport;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.base.Clock;
import org.strowger.base.Rfc;
import org.strowger.media.MediaCounters.Counter;
import org.strowger.media.MediaLeg;
import org.strowger.media.Prompts;
import org.strowger.media.RtpHeader;
import org.strowger.media.WavBytes;
import org.strowger.media.dtls.DtlsHandshakes;
import org.strowger.media.dtls.DtlsTerms;
import org.strowger.media.ice.Checks;
import org.strowger.media.ice.IceCredentials;
import org.strowger.media.srtp.SrtpSender;

/** A peer that has keys and begins anew, while the clock stands still. */
class DtlsRestartTest {

    private static final int HELLO = 60; // cut off behind its random octets: it fails

    private final AtomicLong now = new AtomicLong(Clock.system().nowMicros());
    private final IceCredentials credentials = IceCredentials.fresh();
    private final DtlsHandshakes theirs = new DtlsHandshakes(Instant.now(), 4);
    private final Told told = new Told();
    private TwoLoops loops;
    private MediaLeg leg;
    private Browser browser;

    @BeforeEach
    void begin(@TempDir Path folder) {
        WavBytes.write(folder.resolve("en/welcome.wav"), WavBytes.mono8000(WavBytes.ramp(160, 7)));
        loops = new TwoLoops(Prompts.load(folder), now::get);
        loops.engine().offerDtls();
        leg = told.open(loops.engine(), Told.AFFINITY);
        leg.encrypt(new DtlsTerms(false, theirs.fingerprint(), credentials));
        leg.connect(TwoLoops.PCMU, loops.one.phone.address(), true);
        leg.echo();
        loops.settle();
        var fingerprint = Objects.requireNonNull(loops.engine().fingerprint());
        browser = new Browser(told.local(), theirs, new DtlsTerms(true, fingerprint));
        agree();
    }

    private void agree() {
        browser.send(Checks.nominating(credentials, "them"));
        await().until(() -> browser.answers() == 1);
        browser.shakeHands();
        await().until(() -> browser.keys() != null);
        var speaks = new SrtpSender(Objects.requireNonNull(browser.keys()).ours());
        var sequence = new int[1];
        await().until(() -> {
            var packet = new byte[172 + SrtpSender.GROWTH];
            RtpHeader.write(packet, false, 0, sequence[0], 160 * sequence[0]++, 4_711);
            browser.send(Arrays.copyOf(packet, speaks.rtp(packet, 172)));
            return !browser.voice().isEmpty();
        });
    }

    @AfterEach
    void nothingIsLeft() {
        browser.close();
        loops.close();
    }

    /** What fails as soon as anybody looks at it. */
    private void sayHello(int random) {
        var out = ByteBuffer.allocate(HELLO);
        out.put((byte) 22).putShort((short) 0xFEFD).putLong(0).putShort((short) (HELLO - 13));
        out.putInt(1 << 24 | HELLO - 25).putShort((short) 0).putInt(0);
        out.putShort((short) (HELLO - 25)).putShort((short) 0xFEFD).putInt(random);
        browser.send(out.array());
    }

    /** The failure of the first may be told when the second has begun. */
    @Test
    void oneThatFailsTakesNothingFromTheNext() {
        for (int random = 1; random <= 20; random++) {
            now.addAndGet(LegDtls.ANEW_MICROS);
            sayHello(random);
            int answers = browser.answers();
            browser.send(Checks.check(credentials, "them"));
            await().until(() -> browser.answers() > answers); // The hello was read.
            now.addAndGet(LegDtls.ANEW_MICROS);
            var before = browser.keys();
            browser.shakeHands();
            await().until(() -> !Objects.equals(before, browser.keys()));
        }
    }

    @Rfc(number = 8842, section = "3.1")
    @Test
    void whoHasKeysBeginsAnewOnceInTwoSeconds() {
        sayHello(1);
        await().until(() -> loops.count(Counter.DTLS_FAILED) == 1);
        for (int random = 2; random < 100; random++) {
            sayHello(random);
        }
        int answers = browser.answers();
        browser.send(Checks.check(credentials, "them"));
        await().until(() -> browser.answers() > answers); // All hellos were read.
        now.addAndGet(LegDtls.ANEW_MICROS);
        sayHello(100);
        await().until(() -> loops.count(Counter.DTLS_FAILED) >= 2);
        now.addAndGet(LegDtls.ANEW_MICROS);
        sayHello(101);
        await().until(() -> loops.count(Counter.DTLS_FAILED) >= 3);
        assertEquals(3, loops.count(Counter.DTLS_FAILED));
    }
}
