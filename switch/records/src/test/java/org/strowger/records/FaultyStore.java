package org.strowger.records;

import java.util.List;
import java.util.Map;

/** A database that breaks off as often as it is told to. */
final class FaultyStore implements Store {

    private final Store real;
    private volatile int before;
    private volatile int after;
    private volatile int durable;
    private volatile int defects;

    FaultyStore(Store real) {
        this.real = real;
    }

    /** The next loads do not reach the database. */
    void failBefore(int count) {
        before = count;
    }

    /** The next loads are committed, but nobody is told. */
    void failAfter(int count) {
        after = count;
    }

    /** The next loads are committed, and then end with an Error. */
    void breakAfter(int count) {
        defects = count;
    }

    void failDurable(int count) {
        durable = count;
    }

    @Override
    public SpoolPosition position() {
        return real.position();
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // Only the loader's thread gets here.
    public int load(List<CallEvent> events, SpoolPosition next) {
        if (before > 0) {
            before--;
            throw new RecordsException("the database is gone", null);
        }
        int finished = real.load(events, next);
        if (after > 0) {
            after--;
            throw new RecordsException("the database went away", null);
        }
        if (defects > 0) {
            defects--;
            throw new StackOverflowError("made for this test");
        }
        return finished;
    }

    @Override
    public Map<String, List<CallEvent>> openCalls() {
        return real.openCalls();
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate")
    public void makeDurable() {
        if (durable > 0) {
            durable--;
            throw new RecordsException("the database is gone", null);
        }
        real.makeDurable();
    }
}
