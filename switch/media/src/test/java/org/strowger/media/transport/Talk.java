package org.strowger.media.transport;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.strowger.media.RtpFormat;
import org.strowger.media.RtpFormat.Law;
import org.strowger.media.transport.TwoLoops.Party;

/** Everybody says a frame of 20 ms, every 20 ms, until it is closed. */
final class Talk implements AutoCloseable {

    private final List<Talker> talkers = new ArrayList<>();
    private final Thread thread = new Thread(this::run, "talk");
    private volatile boolean over;

    /** Speaks PCMU. */
    Talker talker(Party party, double hertz) {
        return talker(party, hertz, new RtpFormat(Law.PCMU, 0, 101), false);
    }

    /** See {@link Talker#Talker}. */
    Talker talker(Party party, double hertz, RtpFormat format, boolean encrypted) {
        var talker = new Talker(party, hertz, format, encrypted);
        talkers.add(talker);
        return talker;
    }

    List<Talker> talkers() {
        return talkers;
    }

    /** With those that there are. */
    void begin() {
        thread.start();
    }

    private void run() {
        long next = System.nanoTime();
        while (!over) {
            talkers.forEach(Talker::say);
            next += 20_000_000;
            LockSupport.parkNanos(next - System.nanoTime());
        }
    }

    /** Waits until one hears another, or does not, in packets that come from now on. */
    static void assertHears(Talker who, Talker whom, boolean does) {
        assertHeard(hears(who, whom, does));
    }

    /** That one hears another, or does not. */
    record Heard(Talker who, Talker whom, boolean does) {

        private boolean isSo(int after) {
            return who.hears(whom, does, after);
        }

        @Override
        public String toString() {
            return "%.0f hears %.0f: %s".formatted(who.hertz, whom.hertz, does);
        }
    }

    static Heard hears(Talker who, Talker whom, boolean does) {
        return new Heard(who, whom, does);
    }

    /**
     * Waits until each of these has been so in packets that come from now on: for the slowest of
     * them, not for one after the other.
     */
    static void assertHeard(Heard... all) {
        var after = new LinkedHashMap<Heard, Integer>();
        for (var each : all) {
            int before = each.who.party.phone.heard().size();
            after.put(each, before + 10); // What was asked for before is over.
        }
        await().untilAsserted(() -> {
            after.entrySet().removeIf(each -> each.getKey().isSo(each.getValue()));
            assertEquals(Set.of(), after.keySet());
        });
    }

    @Override
    public void close() {
        over = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        talkers.forEach(talker -> talker.party.close());
    }
}
