package org.strowger.media.transport;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.nio.file.Path;
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
import org.strowger.media.WavBytes;
import org.strowger.media.dtls.DtlsTerms;
import org.strowger.media.dtls.Fingerprint;

/** Two legs that shake hands with each other, and a plain phone behind each. */
class DtlsLegTest {

    private static final Fingerprint NOBODYS = new Fingerprint("sha-256", "00:11");

    private final AtomicLong later = new AtomicLong();
    private final Told toldActive = new Told();
    private final Told toldPassive = new Told();
    private TwoLoops loops;
    private MediaLeg active;
    private MediaLeg passive;

    @BeforeEach
    void begin(@TempDir Path folder) {
        WavBytes.write(folder.resolve("en/welcome.wav"), WavBytes.mono8000(WavBytes.ramp(160, 7)));
        var clock = Clock.system();
        loops = new TwoLoops(Prompts.load(folder), () -> clock.nowMicros() + later.get());
        loops.engine().offerDtls();
        active = toldActive.open(loops.engine(), Told.AFFINITY);
        passive = toldPassive.open(loops.engine(), Told.OTHER_AFFINITY);
        active.bridge(loops.one.leg);
        passive.bridge(loops.other.leg);
        loops.settle();
    }

    @AfterEach
    void nothingIsLeft() {
        loops.close();
    }

    private Fingerprint ours() {
        return Objects.requireNonNull(loops.engine().fingerprint());
    }

    private void connect(Fingerprint expectedOfPassive) {
        passive.encrypt(new DtlsTerms(false, ours()));
        passive.connect(TwoLoops.PCMU, toldActive.local(), true);
        loops.settle();
        active.encrypt(new DtlsTerms(true, expectedOfPassive));
        active.connect(TwoLoops.PCMU, toldPassive.local(), true);
    }

    @Rfc(number = 5764, section = "3")
    @Rfc(number = 7983, section = "7")
    @Test
    void voiceGoesBothWaysOnceTheyHaveShakenHands() {
        connect(ours());
        await().until(() -> {
            loops.one.says(10);
            return !loops.other.phone.heard().isEmpty();
        });
        assertEquals(10, loops.other.phone.heard().getFirst().payload().get(0));
        await().until(() -> {
            loops.other.says(20);
            return !loops.one.phone.heard().isEmpty();
        });
        assertEquals(20, loops.one.phone.heard().getFirst().payload().get(0));
        assertEquals(0, loops.count(Counter.SRTP_FORGED));
        assertEquals(0, loops.count(Counter.DTLS_FAILED));

        passive.encrypt(new DtlsTerms(false, ours())); // A re-INVITE that changes nothing.
        loops.settle();
        int before = loops.other.phone.heard().size();
        loops.one.says(11);
        await().until(() -> loops.other.phone.heard().size() > before);
    }

    @Test
    void untilThenNothingIsSentAndNothingTaken() {
        passive.encrypt(new DtlsTerms(false, ours()));
        passive.connect(TwoLoops.PCMU, loops.one.phone.address(), true);
        loops.settle();
        loops.other.says(1);
        loops.one.phone.say(toldPassive.local(), 0, 1, 160, 9, new byte[160]);
        await().until(() -> loops.count(Counter.SRTP_FORGED) == 1);
        await().until(() -> loops.count(Counter.PACKETS_IN) == 1);
        loops.settle();
        assertTrue(loops.one.phone.heard().isEmpty());
        assertEquals(0, loops.count(Counter.PACKETS_OUT));
    }

    @Rfc(number = 5764, section = "3")
    @Test
    void itsKeysAreNotForRtcpByAPortOfItsOwn() {
        try (var door = new Phone()) {
            int ports = loops.engine().portsInUse();
            connect(ours());
            passive.connect(TwoLoops.PCMU.apart(door.address()), toldActive.local(), true);
            await().until(() -> loops.engine().portsInUse() == ports + 1);
            await().until(() -> {
                loops.one.says(10);
                loops.other.says(20);
                return !loops.other.phone.heard().isEmpty() && !loops.one.phone.heard().isEmpty();
            });
            var ours = toldPassive.local();
            var report = new byte[] {(byte) 0x80, (byte) 201, 0, 1, 0, 0, 0, 9};
            long forged = loops.count(Counter.SRTP_FORGED);
            door.sendRaw(new InetSocketAddress(ours.getAddress(), ours.getPort() + 1), report);
            await().until(() -> loops.count(Counter.SRTP_FORGED) > forged);
            passive.close();
            await().until(toldPassive::isClosed);
            assertEquals(0, loops.count(Counter.RTCP));
            assertEquals(0, loops.count(Counter.RTCP_SENT), "no goodbye either");
        }
    }

    @Test
    void aLegWhosePeerIsSomebodyElseEnds() {
        connect(NOBODYS);
        await().until(toldActive::isClosed);
        assertTrue(loops.count(Counter.DTLS_FAILED) > 0);
    }

    @Test
    void aLegThatShouldBeginAndFindsNoPlaceTriesAgainFromTheAnswerOn() {
        loops.engine().offerDtls(0);
        active.encrypt(new DtlsTerms(true, NOBODYS));
        active.connect(TwoLoops.PCMU, toldPassive.local(), true);
        await().until(() -> loops.count(Counter.DTLS_REFUSED) == 1);
        active.answered();
        await().until(() -> loops.count(Counter.DTLS_REFUSED) > 2);
        assertFalse(toldActive.isClosed());
        loops.engine().offerDtls();
        passive.encrypt(new DtlsTerms(false, ours()));
        passive.connect(TwoLoops.PCMU, toldActive.local(), true);
        await().until(toldActive::isClosed); // It has met somebody, though not whom it wanted.
        assertTrue(loops.count(Counter.DTLS_FAILED) > 0);
    }

    @Test
    void aLegThatFindsNoPlaceForTooLongEnds() {
        loops.engine().offerDtls(0);
        active.encrypt(new DtlsTerms(true, ours()));
        active.connect(TwoLoops.PCMU, loops.one.phone.address(), true);
        active.answered();
        await().until(() -> {
            later.addAndGet(LegDtls.LIMIT_MICROS / 4);
            return toldActive.isClosed();
        });
        assertEquals(1, loops.count(Counter.DTLS_FAILED));
    }

    @Test
    void whatIsNoHelloTakesNoPlace() {
        loops.engine().offerDtls(1);
        passive.encrypt(new DtlsTerms(false, ours()));
        passive.connect(TwoLoops.PCMU, loops.one.phone.address(), true);
        loops.settle();
        loops.one.phone.sendRaw(toldPassive.local(), new byte[] {22, -2, -3, 0, 0, 1});
        loops.one.phone.sendRaw(toldPassive.local(), new byte[] {20});
        loops.one.phone.say(toldPassive.local(), 0, 1, 160, 9, new byte[160]);
        await().until(() -> loops.count(Counter.SRTP_FORGED) == 1); // All was read.
        active.encrypt(new DtlsTerms(true, ours()));
        active.connect(TwoLoops.PCMU, loops.other.phone.address(), true);
        loops.settle();
        assertEquals(0, loops.count(Counter.DTLS_REFUSED));
    }

    /** Before the answer a peer may take its time. */
    @Test
    void aLegWhosePeerNeverBeginsEndsSomeTimeAfterTheAnswer() {
        passive.encrypt(new DtlsTerms(false, ours()));
        passive.connect(TwoLoops.PCMU, loops.one.phone.address(), true);
        active.connect(TwoLoops.PCMU, loops.other.phone.address(), true);
        active.answered(); // A plain one: nobody waits for keys of it.
        later.addAndGet(10 * LegDtls.LIMIT_MICROS);
        loops.settle();
        passive.answered();
        await().until(() -> {
            later.addAndGet(LegDtls.LIMIT_MICROS / 4);
            return toldPassive.isClosed();
        });
        assertEquals(1, loops.count(Counter.DTLS_FAILED));
        assertFalse(toldActive.isClosed());
    }

    @Test
    void aLegWithKeysIsNotEndedByTime() {
        connect(ours());
        passive.answered();
        await().until(() -> {
            loops.one.says(10);
            return !loops.other.phone.heard().isEmpty();
        });
        later.addAndGet(2 * LegDtls.LIMIT_MICROS);
        int before = loops.other.phone.heard().size();
        await().until(() -> {
            loops.one.says(11);
            return loops.other.phone.heard().size() > before + 20;
        });
        assertFalse(toldPassive.isClosed());
        assertEquals(0, loops.count(Counter.DTLS_FAILED));
    }
}
