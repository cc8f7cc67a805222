package org.strowger.sip.registrar;

/** How a contact answers its checks, by one way to it. */
final class ContactHealth {

    /** So many checks without an answer put a contact that answered before out of service. */
    static final int MISSED_CHECKS = 3;

    private boolean answers;
    private int missed;

    /** A phone that never answered a check may be one that answers none, and is called. */
    boolean inService() {
        return !answers || missed < MISSED_CHECKS;
    }

    void answered() {
        answers = true;
        missed = 0;
    }

    void missed() {
        missed = Math.min(missed + 1, MISSED_CHECKS);
    }
}
