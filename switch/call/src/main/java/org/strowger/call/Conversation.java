package org.strowger.call;

/** Two legs that hear each other; while one has put us on hold the other hears music. */
record Conversation(PartyLeg one, PartyLeg other) {

    boolean has(PartyLeg leg) {
        return leg == one || leg == other;
    }

    /** Who talks with this one. */
    PartyLeg with(PartyLeg leg) {
        return leg == one ? other : one;
    }

    /** Tells media who hears what, as it is now. */
    void connect() {
        if (!one.isHolding() && !other.isHolding()) {
            one.media().bridge(other.media());
        }
        if (one.isHolding()) {
            other.media().music();
        }
        if (other.isHolding()) {
            one.media().music();
        }
    }
}
