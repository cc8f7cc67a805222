package org.strowger.harness.city;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.strowger.harness.process.ProjectFolder;
import org.strowger.records.CallEvent;
import org.strowger.records.RecordSink;

/**
 * A switch with a defect does not live through the city's day, and the city says which call, offer
 * or resource shows it.
 */
class PlantedDefectTest {

    private static final Path SCRIPTS = ProjectFolder.find().resolve("ivr-scripts");
    private static final CitySettings.Faults NONE = CitySettings.Faults.none();

    /** Nothing goes wrong but the defect. */
    private static final CitySettings SMALL =
            new CitySettings(15, 150, Duration.ofMinutes(20), NONE, 1);

    /** Long enough for a thousand records. */
    private static final CitySettings BUSY =
            new CitySettings(40, 1_050, Duration.ofHours(1), NONE, 7);

    /** Only the disk goes wrong. */
    private static final CitySettings FULL =
            new CitySettings(
                    15,
                    300,
                    Duration.ofMinutes(30),
                    new CitySettings.Faults(0, 0, 0, 0, 0, 0, 12, 0, 0),
                    5);

    private static void finds(CitySettings settings, Twins defect, String regex) {
        var city = new City(settings, SCRIPTS, defect, null);
        var found = assertThrows(Violation.class, city::live);
        assertTrue(found.what().matches(regex), found.what());
    }

    @Test
    void withoutADefectTheSameCityIsAsItMustBe() {
        var result = new City(SMALL, SCRIPTS, Twins.plain(), null).live();
        assertEquals(150, result.callers());
    }

    @Test
    void everyThousandthRecordDropped() {
        finds(
                BUSY,
                Defects.recordsDropped(1_000, CallEvent.Ended.class::isInstance),
                "call city-\\w+-\\w+ is over, and the spool was not told its end");
    }

    @Test
    void everyFiftiethEventDropped() {
        finds(SMALL, Defects.recordsDropped(50, _ -> true), "call city-\\w+-\\w+[ :].*");
    }

    @Test
    void everySixtiethRecordDoubled() {
        finds(
                SMALL,
                Defects.recordsDoubled(60),
                "call city-\\w+-\\w+ was told of before its beginning, or after its end: Ended.*");
    }

    @Test
    void callsTakenThoughTheDiskIsFull() {
        finds(
                FULL,
                Twins.plain().withRecords(TakesAnyCall::new),
                "took the call of \\d+ though \\d+ octets are left on the disk, FULL for.*");
    }

    @Test
    void callsRefusedThoughTheDiskHasSpaceAgain() {
        finds(
                FULL,
                Twins.plain().withRecords(RefusesForGood::new),
                "refused the call of \\d+ though \\d+ octets are left on the disk, PLENTY for.*");
    }

    /** As call control sees the spool: whatever the disk is like, there is room. */
    private record TakesAnyCall(RecordSink next) implements RecordSink {
        @Override
        public void append(CallEvent event) {
            next.append(event);
        }

        @Override
        public boolean acceptsNewCalls() {
            return true;
        }
    }

    /** Once full, it stays full. */
    private static final class RefusesForGood implements RecordSink {
        private final RecordSink next;
        private boolean full;

        RefusesForGood(RecordSink next) {
            this.next = next;
        }

        @Override
        public void append(CallEvent event) {
            next.append(event);
        }

        @Override
        public boolean acceptsNewCalls() {
            full |= !next.acceptsNewCalls();
            return !full;
        }
    }

    @Test
    void anOfferToABusyAgent() {
        finds(
                SMALL,
                Defects.offersToBusyAgents(20),
                "Offer\\[.*agent=1\\d+, call=city-\\w+-\\w+.*, but the agent has the offer for"
                        + " call city-\\w+-\\w+");
    }

    @Test
    void aLostTick() {
        finds(
                SMALL,
                Defects.timersLost(1_000, Duration.ZERO),
                "the distributor has heard no tick for \\d+ us");
    }

    @Test
    void aLostTimerOfATransactionOrALeg() {
        finds(
                SMALL,
                Defects.timersLost(60, Duration.ofMillis(200)),
                "caller 555\\d+ of .*|at rest the switch still has .*transactions=[1-9].*");
    }

    @Test
    void aLeakedPort() {
        finds(
                SMALL,
                Defects.portsLeaked(40),
                "port 2\\d{4} is in use, and its call, number \\w+, is over");
    }

    @Test
    void aCallerAnsweredTwice() {
        finds(SMALL, Defects.callersAnsweredTwice(40), "caller 555\\d+ was answered twice");
    }

    @Test
    void anAgentsAnswerToldTwice() {
        finds(
                SMALL,
                Defects.agentsAnswersToldTwice(20),
                "an offer was answered once too often: OfferAccepted.*OfferId\\[value=\\d+].*");
    }
}
