package org.strowger.sip.guard;

import org.strowger.sip.SipCounter;
import org.strowger.sip.message.SipIndex;

/** The kinds of requests that begin something: no ACK, and none with a To tag. */
public enum Beginning {
    INVITE(0, SipCounter.SOURCE_LIMIT_INVITE),
    REGISTER(1, SipCounter.SOURCE_LIMIT_REGISTER),
    OPTIONS(2, SipCounter.SOURCE_LIMIT_OPTIONS),
    OTHER(3, SipCounter.SOURCE_LIMIT_OTHER);

    private final int bucket;
    private final SipCounter refused;

    Beginning(int bucket, SipCounter refused) {
        this.bucket = bucket;
        this.refused = refused;
    }

    /** Which of a source's buckets. */
    int bucket() {
        return bucket;
    }

    /** What counts those that were too many. */
    SipCounter refused() {
        return refused;
    }

    static Beginning of(SipIndex request) {
        if (request.isMethod("INVITE")) {
            return INVITE;
        }
        if (request.isMethod("REGISTER")) {
            return REGISTER;
        }
        return request.isMethod("OPTIONS") ? OPTIONS : OTHER;
    }
}
