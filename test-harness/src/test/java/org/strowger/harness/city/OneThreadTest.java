package org.strowger.harness.city;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.strowger.harness.process.ProjectFolder;

/** A day of the city needs no thread but the one that lives through it. */
class OneThreadTest {

    /**
     * Notes every thread that a thread makes which has a value, and hands the value on: so it sees
     * the threads of those threads too, and nobody else's.
     */
    private static final class Births extends InheritableThreadLocal<List<String>> {
        @Override
        protected List<String> childValue(List<String> births) {
            var where = new ArrayList<String>();
            StackWalker.getInstance()
                    .forEach(
                            frame -> where.add(frame.getClassName() + '.' + frame.getMethodName()));
            births.add(where.toString());
            return births;
        }
    }

    private static final Births BIRTHS = new Births();

    private static List<String> birthsDuring(Runnable act) {
        var seen = new ArrayList<String>();
        BIRTHS.set(seen);
        try {
            act.run();
        } finally {
            BIRTHS.remove();
        }
        return seen;
    }

    @Test
    void aDayWithEverythingGoingWrongStartsNone() {
        var settings =
                new CitySettings(5, 60, Duration.ofMinutes(20), CitySettings.Faults.usual(1), 11);
        var scripts = ProjectFolder.find().resolve("ivr-scripts");
        var births = birthsDuring(() -> new City(settings, scripts, Twins.plain(), null).live());
        assertEquals(List.of(), births);
    }

    @Test
    void aThreadWouldBeSeen() {
        assertTrue(birthsDuring(() -> Thread.ofPlatform().unstarted(() -> {})).size() == 1);
        assertTrue(birthsDuring(() -> Thread.ofVirtual().unstarted(() -> {})).size() == 1);
    }
}
