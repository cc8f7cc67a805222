package org.strowger.media.dtls;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.strowger.base.Rfc;
import org.strowger.media.srtp.SrtpKeys;

/**
 * What Chromium 156 says first, as it came: DTLS 1.3 or 1.2, a key share against quantum computers
 * (X25519MLKEM768, 1216 octets) by which it takes two datagrams, and three SRTP profiles.
 */
class ChromiumHelloTest {

    private static final int HANDSHAKE = 22;
    private static final int SERVER_HELLO = 2;
    private static final int TYPE_AT = 13;

    /** Extension 14, one profile, no MKI: AES_CM_128_HMAC_SHA1_80. */
    private static final String PROFILE = "000e000500020001" + "00";

    private final DtlsHandshakes handshakes = new DtlsHandshakes(Instant.now(), 1);
    private final List<byte[]> said = new CopyOnWriteArrayList<>();
    private final List<byte[]> hello = hello();
    private volatile @Nullable String problem;
    private DtlsHandshake handshake;

    private static List<byte[]> hello() {
        try (var in =
                ChromiumHelloTest.class.getResourceAsStream("chromium-156-client-hello.hex")) {
            var text =
                    new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            return text.lines().map(HexFormat.of()::parseHex).toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @BeforeEach
    void begin() {
        var owner =
                new DtlsHandshake.Owner() {
                    @Override
                    public void send(byte[] datagram) {
                        said.add(datagram);
                    }

                    @Override
                    public void agreed(SrtpKeys keys) {
                        problem = "agreed with nobody";
                    }

                    @Override
                    public void failed(String why) {
                        problem = why;
                    }
                };
        var terms = new DtlsTerms(false, new Fingerprint("sha-256", "00:11"));
        handshake = Objects.requireNonNull(handshakes.begin(terms, owner));
    }

    @AfterEach
    void nothingHasGoneWrong() {
        handshake.close();
        assertEquals(null, problem);
    }

    private void assertAnswered() {
        await().until(() -> !said.isEmpty());
        var first = said.getFirst();
        assertEquals(HANDSHAKE, first[0]);
        assertEquals(SERVER_HELLO, first[TYPE_AT]);
        var text = HexFormat.of().formatHex(first);
        assertTrue(text.contains(PROFILE), text);
    }

    @Rfc(number = 5764, section = "4.1.1")
    @Test
    void itIsAnsweredWithTheProfileThatBothRatherHave() {
        hello.forEach(handshake::received);
        assertAnswered();
    }

    @Test
    void itsSecondDatagramMayComeFirst() {
        hello.reversed().forEach(handshake::received);
        assertAnswered();
    }
}
