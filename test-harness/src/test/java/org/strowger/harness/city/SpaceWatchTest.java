package org.strowger.harness.city;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.strowger.base.Entropy;
import org.strowger.records.SpoolLimits;

/** Alarm below 100 octets, no calls below 50, a reserve of 10. */
class SpaceWatchTest {

    private static final SpoolLimits LIMITS = new SpoolLimits(8, 8, 8, 100, 50, 10);

    private final Agenda agenda = new Agenda(0);
    private final CityDisk disk = new CityDisk(Entropy.seeded(1));
    private final List<String> complaints = new ArrayList<>();
    private boolean works = true;
    private final SpaceWatch watch =
            new SpaceWatch(agenda, disk, LIMITS, () -> works, complaints::add);

    /** Leaves so many octets, and looks so many seconds later. */
    private void leave(long octets, int seconds) {
        disk.capacity(octets);
        watch.look();
        agenda.moveTo(agenda.nowMicros() + seconds * Street.SECOND);
    }

    private void finds(String... regexes) {
        assertEquals(regexes.length, complaints.size(), complaints::toString);
        for (int i = 0; i < regexes.length; i++) {
            var found = complaints.get(i);
            assertEquals(true, found.matches(regexes[i]), found);
        }
    }

    @Test
    void withSpaceCallsAreTakenAndThereIsNoAlarm() {
        leave(100, 6);
        watch.taken("555");
        watch.alarm(false);
        finds();
        watch.refused("555");
        watch.alarm(true);
        finds(
                "refused the call of 555 though 100 octets are left on the disk, PLENTY for .*",
                "has an alarm though 100 octets .*");
    }

    @Test
    void withLittleSpaceThereIsAnAlarmAndCallsAreTaken() {
        leave(99, 6);
        watch.taken("555");
        watch.alarm(true);
        finds();
        watch.refused("555");
        watch.alarm(false);
        finds("refused the call of 555 though 99 .*, LOW for .*", "has no alarm though 99 .*");
    }

    @Test
    void withTheReserveInBetweenBothMayBe() {
        leave(69, 6);
        watch.taken("555");
        watch.refused("556");
        watch.alarm(true);
        finds();
    }

    @Test
    void whenFullNoCallIsTaken() {
        leave(49, 6);
        watch.refused("555");
        watch.alarm(true);
        finds();
        watch.taken("556");
        watch.alarm(false);
        finds("took the call of 556 though 49 .*, FULL for 6000 ms", "has no alarm though 49 .*");
    }

    @Test
    void theSwitchHasTimeToNotice() {
        leave(49, 5);
        watch.taken("555");
        watch.alarm(false);
        leave(100, 5);
        watch.refused("556");
        watch.alarm(true);
        finds();
    }

    @Test
    void aDiskThatFailsOtherwiseMayRefuseToo() {
        works = false;
        leave(100, 6);
        watch.refused("555");
        watch.alarm(true);
        finds();
    }
}
