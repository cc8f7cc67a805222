package org.strowger.harness.rtp.transport;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.strowger.harness.rtp.SlotClock;
import org.strowger.harness.rtp.SoundCounter;
import org.strowger.harness.rtp.Speech;

/** Sends the packets of one loop's talks, each 20 ms after its last. Rests while there are none. */
final class Pacer {

    private final RtpLoop loop;
    private final Speech speech;
    private final List<List<Talk>> slots = new ArrayList<>();
    private final Set<RtpPort> unflushed = new LinkedHashSet<>();
    private SlotClock clock = new SlotClock(0);
    private int lastSlot;
    private int talks;

    Pacer(RtpLoop loop, Speech speech) {
        this.loop = loop;
        this.speech = speech;
        for (int i = 0; i < SlotClock.SLOTS; i++) {
            slots.add(new ArrayList<>());
        }
    }

    void add(Talk talk) {
        lastSlot = (lastSlot + 1) % SlotClock.SLOTS;
        var slot = slots.get(lastSlot);
        talk.slot = lastSlot;
        talk.placeInSlot = slot.size();
        slot.add(talk);
        if (talks++ == 0) {
            clock = new SlotClock(System.nanoTime());
            scheduleNext();
        }
    }

    void remove(Talk talk) {
        if (!talk.isSending()) {
            return;
        }
        var slot = slots.get(talk.slot);
        var last = slot.removeLast();
        if (last != talk) {
            slot.set(talk.placeInSlot, last);
            last.placeInSlot = talk.placeInSlot;
        }
        talk.stopped();
        talks--;
    }

    private void scheduleNext() {
        long wait = clock.dueAt() - System.nanoTime();
        loop.schedule(this::tick, Math.max(wait, 0), TimeUnit.NANOSECONDS);
    }

    private void tick() {
        if (talks == 0) {
            return; // the next one to be added begins a new clock
        }
        long now = System.nanoTime();
        long skipped = clock.skip(now);
        if (skipped > 0) {
            loop.meter().add(SoundCounter.SKIPPED, skipped * talks / SlotClock.SLOTS);
        }
        while (clock.isDue(now)) {
            sendSlot();
            unflushed.forEach(RtpPort::flush);
            unflushed.clear();
        }
        scheduleNext();
    }

    private void sendSlot() {
        long frame = clock.frame();
        long due = clock.dueAt();
        var octets = speech.frame(frame);
        var slot = slots.get(clock.take());
        for (int i = slot.size() - 1; i >= 0; i--) { // from the end, as silent ones are taken out
            var talk = slot.get(i);
            long now = System.nanoTime();
            if (talk.port.isOver(talk, now)) {
                talk.port.end(talk);
            } else if (talk.send(frame, octets)) {
                loop.meter().count(SoundCounter.SENT);
                loop.meter().sentLate(now - due);
                unflushed.add(talk.port);
            }
        }
    }
}
