package org.strowger.call;

/** Who keeps how agents and queues stand. Does not wait. */
public interface StaffLog {

    /** Keeps nothing. */
    StaffLog NONE =
            new StaffLog() {
                @Override
                public void agent(String agent, Shift now) {}

                @Override
                public void queue(String queue, boolean open) {}
            };

    /** The agent stands so from now on. */
    void agent(String agent, Shift now);

    /** The queue takes callers from now on, or takes none. */
    void queue(String queue, boolean open);
}
