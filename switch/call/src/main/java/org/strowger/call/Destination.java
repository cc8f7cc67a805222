package org.strowger.call;

import java.util.List;
import org.strowger.ivr.Script;

/** Where a number leads. */
public sealed interface Destination {

    /** A script; queueing and echo are scripts of one node. */
    record RunScript(Script script) implements Destination {}

    /**
     * Out through a trunk.
     *
     * @param kind what such a call costs
     */
    record ThroughTrunk(String trunk, String number, Kind kind) implements Destination {

        /** To a switch of the operator's own: costs nothing that a class of service counts. */
        public ThroughTrunk(String trunk, String number) {
            this(trunk, number, Kind.INTERNAL);
        }
    }

    /** A local user's phones. */
    record RingUser(String user) implements Destination {}

    /**
     * The phones of several users.
     *
     * @param name for the eye
     * @param users in this order when {@code serial}, else all at once
     * @param micros how long one rings before the next does; at once, how long all ring; 0 for as
     *     long as phones ring
     */
    record RingGroup(String name, List<String> users, boolean serial, long micros)
            implements Destination {
        public RingGroup {
            users = List.copyOf(users);
        }
    }

    /**
     * Where those who dial it hear one another.
     *
     * @param pin digits that are asked for; empty for none
     * @param moderatorPin the same of who moderates; empty for nobody
     * @param firstModerates whether who has been there longest moderates, if nobody else does
     * @param most members
     */
    record Conference(
            String number, String pin, String moderatorPin, boolean firstModerates, int most)
            implements Destination {

        /** One that nobody moderates. */
        public Conference(String number, String pin, int most) {
            this(number, pin, "", false, most);
        }

        boolean isModerators(CharSequence digits) {
            return !moderatorPin.isEmpty() && moderatorPin.contentEquals(digits);
        }

        @Override
        public String toString() {
            return "conference " + number; // The PIN is nobody's business.
        }

        /** What is said to who dials it. */
        public List<String> prompts() {
            return pin.isEmpty() ? List.of() : ConferenceVisit.PROMPTS;
        }
    }

    /** Something the agent who dials it wants done. */
    record AgentFeature(Feature feature, Script confirmation) implements Destination {}

    /** Something else that the agent who dials it wants of himself. */
    record StaffCode(StaffChange change, Script confirmation) implements Destination {}

    /**
     * What came of the call that the agent who dials it wraps up.
     *
     * @param digits that follow the code; none of what cannot be one is taken
     */
    record Disposition(String digits, Script confirmation) implements Code {
        @Override
        public Destination with(String digits) {
            return new Disposition(digits, confirmation);
        }
    }

    /** A queue takes no callers any more, or takes them again; for who supervises. */
    record NightSwitch(String queue, boolean open, Script confirmation) implements Destination {}

    /** What a number leads to when more digits follow it. */
    sealed interface Code extends Destination {

        /** The same with those digits. */
        Destination with(String digits);
    }

    /**
     * Takes a call that rings at another phone of the same pick-up group.
     *
     * @param user whose; empty for the one that rings longest
     */
    record PickUp(String user) implements Code {
        @Override
        public Destination with(String digits) {
            return new PickUp(digits);
        }
    }

    /**
     * Comes into an agent's conversation.
     *
     * @param agent whose
     */
    record Supervise(SupervisionMode mode, String agent) implements Code {
        @Override
        public Destination with(String digits) {
            return new Supervise(mode, digits);
        }
    }

    /**
     * A user's own setting.
     *
     * @param number what follows the code; empty for nothing
     */
    record SetUser(UserChange change, String number, Script confirmation) implements Code {
        @Override
        public Destination with(String digits) {
            return new SetUser(change, digits, confirmation);
        }
    }

    /**
     * Parks a call in the first slot that is free.
     *
     * @param slots the numbers that bring it back, in order
     * @param returnMicros after this time who parked it is called
     */
    record Park(List<String> slots, long returnMicros) implements Destination {
        public Park {
            slots = List.copyOf(slots);
        }
    }

    /** Brings back what is parked there, or parks there what is transferred to it. */
    record ParkSlot(String slot, long returnMicros) implements Destination {}

    /** Whether who dials it only has something set: that takes no time worth telling. */
    static boolean isCode(Destination to) {
        return to instanceof AgentFeature
                || to instanceof SetUser
                || to instanceof StaffCode
                || to instanceof Disposition
                || to instanceof NightSwitch;
    }

    /** The feature codes of agents. */
    enum Feature {
        LOG_IN,
        LOG_OUT,
        BREAK,
        READY
    }

    /** What a call to the outside costs, the cheapest first. */
    enum Kind {
        INTERNAL,
        NATIONAL,
        INTERNATIONAL,
        PREMIUM;

        /** Whether there is a limit of its own for such calls. */
        public boolean isCostly() {
            return compareTo(INTERNATIONAL) >= 0;
        }
    }
}
