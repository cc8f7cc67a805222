package org.strowger.call;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.strowger.base.Clock;
import org.strowger.sip.transport.DatagramLoop;

class SignallingLoopTest {

    private final SignallingLoop loop = new SignallingLoop(Clock.system(), 2, new DatagramLoop());

    @AfterEach
    void stop() {
        loop.close();
    }

    @Test
    void runsEveryPostOfAThreadInItsOrder() {
        var seen = new ArrayList<Integer>();
        loop.start();
        for (int i = 0; i < 10_000; i++) {
            int number = i;
            loop.execute(() -> seen.add(number));
        }
        int count = loop.ask(seen::size).join();
        assertEquals(10_000, count);
        assertEquals(9_999, seen.getLast());
    }

    @Test
    void refusesTheNetworkWhenTooMuchWaitsButNotTheCallsThatExist() {
        assertTrue(loop.tryPost(() -> {}));
        assertTrue(loop.tryPost(() -> {}));
        assertFalse(loop.tryPost(() -> {}));
        var ran = new AtomicInteger();
        loop.execute(ran::incrementAndGet);
        loop.start();
        await().until(() -> ran.get() == 1);
        assertTrue(loop.tryPost(() -> {}));
    }

    @Test
    void newCallsWaitForEverythingElseAndForEachOther() {
        var seen = new ArrayList<Integer>();
        assertTrue(loop.tryPostNew(() -> seen.add(3)));
        assertFalse(loop.tryPostNew(() -> seen.add(9)), "half of the limit");
        assertTrue(loop.tryPost(() -> seen.add(1)), "they take no room from others");
        loop.execute(() -> seen.add(2));
        assertEquals(1, loop.newcomers());
        assertEquals(1, loop.turnedBack());
        loop.start();
        await().until(() -> loop.newcomers() == 0 && loop.backlog() == 0);
        assertEquals(List.of(1, 2, 3), loop.ask(() -> List.copyOf(seen)).join());
        loop.limitNewcomers(0);
        assertFalse(loop.tryPostNew(() -> seen.add(9)));
        loop.limitNewcomers(9);
        assertTrue(loop.tryPostNew(() -> seen.add(4)));
    }

    @Test
    void firesItsTimersWhileNothingIsPosted() {
        var fired = new CountDownLatch(1);
        loop.execute(
                () -> loop.wheel().schedule(loop.clock().nowMicros() + 20_000, fired::countDown));
        loop.start();
        await().until(() -> fired.getCount() == 0);
    }

    @Test
    void goesOnAfterAStepThatFailed() {
        loop.start();
        loop.execute(() -> {
            throw new IllegalStateException("meant to fail");
        });
        assertEquals(List.of(1), loop.ask(() -> List.of(1)).join());
    }

    @Test
    void runsWhatWasPostedBeforeItCloses() {
        var ran = new AtomicInteger();
        loop.execute(ran::incrementAndGet);
        loop.start();
        loop.close();
        assertEquals(1, ran.get());
    }
}
