package org.strowger.sip.locate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.StandardProtocolFamily;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.strowger.sip.Flow.Transport;

/** What is believed of a name, for how long, and when it is asked for again. */
class WatchedNameTest {

    private static final ServerName NAME = new ServerName("a.test", 0, null);

    private final Zone zone =
            new Zone(
                    """
                    _sip._udp.a.test. 120 IN SRV 1 1 5070 b.test.
                    _sip._udp.a.test. 120 IN SRV 2 1 5070 c.test.
                    b.test. 120 IN A 127.0.0.2
                    c.test. 120 IN A 127.0.0.3
                    """);
    private final List<Integer> told = new ArrayList<>();
    private Duration least = Duration.ofSeconds(30);

    private WatchedName watched() {
        var locator =
                new ServerLocator(
                        zone, EnumSet.of(Transport.UDP), List.of(StandardProtocolFamily.INET));
        return new WatchedName(NAME, locator, least, (_, servers) -> told.add(servers.size()));
    }

    @Test
    void anAnswerIsBelievedForItsTimeToLiveButNotLessThanTheLeast() {
        assertEquals(120, watched().ask().toSeconds());
        least = Duration.ofMinutes(5);
        assertEquals(300, watched().ask().toSeconds());
        assertEquals(List.of(2, 2), told);
    }

    @Test
    void aFailureChangesNothingAndIsTriedAgainLaterAndLater() {
        var watched = watched();
        var _ = watched.ask();
        zone.broken = true;
        assertEquals(30, watched.ask().toSeconds());
        assertEquals(60, watched.ask().toSeconds());
        assertEquals(120, watched.ask().toSeconds());
        assertEquals(240, watched.ask().toSeconds());
        assertEquals(300, watched.ask().toSeconds());
        assertEquals(300, watched.ask().toSeconds(), "five minutes at most");
        assertEquals(List.of(2), told, "nothing is told of a failure");
        zone.broken = false;
        assertEquals(120, watched.ask().toSeconds());
        zone.broken = true;
        assertEquals(30, watched.ask().toSeconds(), "from the beginning");
        assertEquals(List.of(2, 2), told);
    }

    @Test
    void aNameThatDoesNotExistForADayIsForgotten() {
        var watched = watched();
        var _ = watched.ask();
        zone.gone = true;
        var gone = Duration.ZERO;
        while (told.size() == 1) {
            gone = gone.plus(watched.ask());
            assertTrue(gone.toHours() < 25, "for ever");
        }
        assertTrue(gone.toHours() >= 24, gone::toString);
        assertEquals(List.of(2, 0), told);
        var _ = watched.ask();
        assertEquals(List.of(2, 0), told, "said once");
    }

    @Test
    void aNameServerThatIsBrokenForADayForgetsNothing() {
        var watched = watched();
        var _ = watched.ask();
        zone.broken = true;
        for (int i = 0; i < 600; i++) {
            var _ = watched.ask();
        }
        assertEquals(List.of(2), told);
    }

    @Test
    void halfAnAnswerIsTakenOnlyWhereNothingIsKnown() {
        zone.lame = "c.test.";
        var watched = watched();
        assertEquals(30, watched.ask().toSeconds(), "asked again soon");
        assertEquals(List.of(1), told);
        zone.lame = "";
        assertEquals(120, watched.ask().toSeconds());
        zone.lame = "b.test.";
        assertEquals(30, watched.ask().toSeconds());
        assertEquals(List.of(1, 2), told, "the whole answer of before stays");
    }

    @Test
    void halfAnAnswerIsTakenAfterAnother() {
        zone.lame = "c.test.";
        var watched = watched();
        var _ = watched.ask();
        assertEquals(30, watched.ask().toSeconds(), "a zone that is always half broken");
        assertEquals(List.of(1, 1), told, "is followed all the same");
    }
}
