package org.strowger.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.strowger.base.ConfigException;
import org.strowger.sip.sdp.Codec;

class SpokenCodecsTest {

    private static final List<Codec> BOTH = List.of(Codec.OPUS, Codec.PCMA);

    @Test
    void opusNeedsItsLibrary() {
        assertEquals(BOTH, SpokenCodecs.of(BOTH, true).on());
        assertEquals(List.of(Codec.PCMA), SpokenCodecs.of(BOTH, false).on());
    }

    @Test
    void thereMustBeOneLeft() {
        var only = List.of(Codec.OPUS);
        assertThrows(ConfigException.class, () -> SpokenCodecs.of(only, false));
    }
}
