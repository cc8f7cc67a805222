package org.strowger.harness.city;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.strowger.base.Entropy;
import org.strowger.records.CallEvent;
import org.strowger.records.RecordsException;
import org.strowger.records.SpoolPosition;

class CityStoreTest {

    private static final SpoolPosition FIRST = new SpoolPosition(1, 100);
    private static final SpoolPosition SECOND = new SpoolPosition(1, 200);

    private long nowMicros = 1_000_000;
    private final CityStore store = new CityStore(() -> nowMicros, Entropy.seeded(1));

    @Test
    void aCallIsOpenUntilItsEndAndThenThereOnce() {
        var events = CityCalls.whole("1-a-1", 1_000);
        assertEquals(0, store.load(events.subList(0, 2), FIRST));
        assertEquals(Map.of("1-a-1", events.subList(0, 2)), store.openCalls());
        assertEquals(FIRST, store.position());

        assertEquals(1, store.load(events, SECOND));
        assertEquals(0, store.load(events, SECOND));
        assertEquals(Map.of(), store.openCalls());
        assertEquals(1, store.calls().size());
        var row = store.call("1-a-1").orElseThrow();
        assertEquals(CityCalls.cdr("1-a-1", 1_000, 5_000), row.cdr());
        assertEquals("answered", row.visits().getFirst().outcome());
        assertEquals("1001", row.visits().getFirst().agent());
    }

    @Test
    void theFirstEndCounts() {
        store.load(List.of(CityCalls.ended("1-a-1", 1_000, 2_000)), FIRST);
        store.load(List.of(CityCalls.ended("1-a-1", 1_000, 9_000)), SECOND);
        assertEquals(2_000, store.call("1-a-1").orElseThrow().cdr().endMicros());
    }

    @Test
    void awayItAnswersNothingAndChangesNothing() {
        store.away(true);
        assertThrows(RecordsException.class, store::position);
        assertThrows(
                RecordsException.class, () -> store.load(CityCalls.whole("1-a-1", 1_000), FIRST));
        assertThrows(RecordsException.class, store::openCalls);
        assertThrows(RecordsException.class, store::makeDurable);
        store.away(false);
        assertEquals(SpoolPosition.START, store.position());
        assertEquals(Optional.empty(), store.call("1-a-1"));
    }

    @Test
    void aCrashTakesTheLatestTransactionsWholeAndTheirPlaceWithThem() {
        var places = new HashSet<SpoolPosition>();
        for (int seed = 0; seed < 50; seed++) {
            var torn = new CityStore(() -> nowMicros, Entropy.seeded(seed));
            var events = CityCalls.whole("1-a-1", 1_000);
            torn.load(events.subList(0, 1), FIRST);
            torn.load(events.subList(1, 5), SECOND);
            torn.crash();
            var place = torn.position();
            places.add(place);
            assertEquals(place.equals(SECOND) ? 1 : 0, torn.calls().size());
            assertEquals(
                    place.equals(FIRST) ? Map.of("1-a-1", events.subList(0, 1)) : Map.of(),
                    torn.openCalls());
        }
        assertEquals(Set.of(SpoolPosition.START, FIRST, SECOND), places);
    }

    @Test
    void aCrashTakesNothingThatIsOldOrWasMadeDurable() {
        for (int seed = 0; seed < 20; seed++) {
            var kept = new CityStore(() -> nowMicros, Entropy.seeded(seed));
            kept.load(List.<CallEvent>of(CityCalls.ended("1-a-1", 1_000, 2_000)), FIRST);
            nowMicros += 500_000;
            kept.load(List.<CallEvent>of(CityCalls.ended("1-a-2", 1_000, 2_000)), SECOND);
            kept.makeDurable();
            kept.crash();
            assertEquals(SECOND, kept.position());
            kept.load(List.of(CityCalls.ended("1-a-3", 1_000, 2_000)), new SpoolPosition(2, 0));
            nowMicros += 500_000;
            kept.crash();
            assertEquals(3, kept.calls().size());
        }
    }
}
