package org.strowger.media.transport;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.base.Rfc;
import org.strowger.media.MediaCounters.Counter;
import org.strowger.media.MediaLeg;
import org.strowger.media.Prompts;
import org.strowger.media.WavBytes;
import org.strowger.media.dtls.ClientHello;
import org.strowger.media.dtls.DtlsHandshake;
import org.strowger.media.dtls.DtlsHandshakes;
import org.strowger.media.dtls.DtlsTerms;
import org.strowger.media.dtls.ServerHello;
import org.strowger.media.ice.Checks;
import org.strowger.media.ice.IceCredentials;
import org.strowger.media.srtp.SrtpKeys;

/** Where a leg's handshake goes, while somebody else behind the same address disturbs it. */
class DtlsPeerTest {

    private static final byte[] NOISE = {22, -2, -3, 0, 0, 1};
    private static final byte[] ALERT = {21, -2, -3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 2, 40};

    private final IceCredentials credentials = IceCredentials.fresh();
    private final DtlsHandshakes theirs = new DtlsHandshakes(Instant.now(), 4);
    private final Told told = new Told();
    private final Phone peer = new Phone();
    private final Phone neighbour = new Phone();
    private TwoLoops loops;
    private MediaLeg leg;

    /** The other end of a handshake, without a way of its own. */
    private static final class Other implements DtlsHandshake.Owner {

        final List<byte[]> sent = new CopyOnWriteArrayList<>();
        private volatile @Nullable SrtpKeys keys;

        @Override
        public void send(byte[] datagram) {
            sent.add(datagram);
        }

        @Override
        public void agreed(SrtpKeys agreed) {
            keys = agreed;
        }

        @Override
        public void failed(String problem) {
            throw new IllegalStateException(problem);
        }

        /** What is for it by one phone, and what it says by another. */
        void relay(DtlsHandshake handshake, List<byte[]> to, Phone by, Told told) {
            while (!to.isEmpty()) {
                handshake.received(to.removeFirst());
            }
            while (!sent.isEmpty()) {
                by.sendRaw(told.local(), sent.removeFirst());
            }
        }
    }

    @BeforeEach
    void begin(@TempDir Path folder) {
        WavBytes.write(folder.resolve("en/welcome.wav"), WavBytes.mono8000(WavBytes.ramp(160, 7)));
        loops = new TwoLoops(Prompts.load(folder));
        loops.engine().offerDtls();
        leg = told.open(loops.engine(), Told.AFFINITY);
    }

    @AfterEach
    void nothingIsLeft() {
        peer.close();
        neighbour.close();
        loops.close();
    }

    private void connect(DtlsTerms terms) {
        leg.encrypt(terms);
        leg.connect(TwoLoops.PCMU, peer.address(), true);
        loops.settle();
    }

    /** What a client begins with. */
    private byte[] hello() {
        var fingerprint = Objects.requireNonNull(loops.engine().fingerprint());
        var client = new Other();
        var handshake = theirs.begin(new DtlsTerms(true, fingerprint), client);
        await().until(() -> !client.sent.isEmpty());
        Objects.requireNonNull(handshake).close();
        return client.sent.getFirst();
    }

    private static long answers(Phone phone) {
        return phone.others().stream().filter(came -> ServerHello.is(came, came.length)).count();
    }

    /** The hellos of ours that came, all copies. */
    private List<String> hellos() {
        return peer.others().stream()
                .map(came -> ClientHello.random(came, came.length))
                .filter(Objects::nonNull)
                .map(HexFormat.of()::formatHex)
                .toList();
    }

    private long begun() {
        return hellos().stream().distinct().count();
    }

    @Test
    void whoHasSaidHelloIsAnsweredThereAndNobodyElseIs() {
        connect(new DtlsTerms(false, theirs.fingerprint()));
        peer.sendRaw(told.local(), hello());
        await().until(() -> answers(peer) == 1);
        neighbour.sendRaw(told.local(), NOISE);
        await().until(() -> answers(peer) == 2); // Said again, as there was no word to it.
        assertTrue(neighbour.others().isEmpty());
    }

    @Test
    void whatWeBeginGoesToWhereThePeerIsThoughSomebodyElseMakesANoise() {
        connect(new DtlsTerms(true, theirs.fingerprint()));
        await().until(() -> hellos().size() == 1);
        neighbour.sendRaw(told.local(), NOISE);
        await().until(() -> hellos().size() == 2);
        assertEquals(1, begun());
        assertTrue(neighbour.others().isEmpty());
    }

    @Test
    void theFirstAnswerShowsWhereThePeerIs() {
        connect(new DtlsTerms(true, theirs.fingerprint()));
        await().until(() -> !hellos().isEmpty());
        var fingerprint = Objects.requireNonNull(loops.engine().fingerprint());
        var server = new Other();
        var begun = theirs.begin(new DtlsTerms(false, fingerprint), server);
        var handshake = Objects.requireNonNull(begun);
        handshake.received(peer.others().getFirst());
        await().until(() -> {
            server.relay(handshake, neighbour.others(), neighbour, told);
            return server.keys != null;
        });
        handshake.close();
    }

    @Test
    void whoeverSpoilsTwoThatWeBeginHasNotEndedTheCall() {
        connect(new DtlsTerms(true, theirs.fingerprint()));
        for (int spoiled = 1; spoiled <= 2; spoiled++) {
            int tries = spoiled;
            await().until(() -> begun() == tries);
            neighbour.sendRaw(told.local(), ALERT);
            await().until(() -> loops.count(Counter.DTLS_FAILED) == tries);
        }
        await().until(() -> begun() == 3);
        assertFalse(told.isClosed());
        neighbour.sendRaw(told.local(), ALERT);
        await().until(told::isClosed);
        assertEquals(3, loops.count(Counter.DTLS_FAILED));
    }

    @Rfc(number = 8445, section = "12.2")
    @Test
    void aPeerThatMakesChecksIsNotAnsweredBeforeOneThoughItsDescriptionNamesItsPlace() {
        connect(new DtlsTerms(false, theirs.fingerprint(), credentials));
        var hello = hello();
        peer.sendRaw(told.local(), hello);
        await().until(() -> loops.count(Counter.STRANGERS) == 1);
        peer.sendRaw(told.local(), Checks.check(credentials, "them"));
        peer.sendRaw(told.local(), hello);
        await().until(() -> answers(peer) == 1);
        assertEquals(1, loops.count(Counter.STRANGERS));
    }

    @Rfc(number = 8842, section = "3.1")
    @Test
    void anotherAssociationBeginsByTheSamePair() {
        connect(new DtlsTerms(true, theirs.fingerprint(), credentials));
        assertEquals(0, begun());
        peer.sendRaw(told.local(), Checks.nominating(credentials, "them"));
        await().until(() -> begun() == 1);
        var another = new DtlsHandshakes(Instant.now(), 1).fingerprint();
        var again = IceCredentials.fresh();
        connect(new DtlsTerms(true, another, again));
        assertEquals(1, begun());
        peer.sendRaw(told.local(), Checks.check(again, "them"));
        await().until(() -> begun() == 2);
    }
}
