package org.strowger.sip.core;

import org.jspecify.annotations.Nullable;
import org.strowger.sip.message.SipIndex;
import org.strowger.sip.transaction.Timers;

/**
 * Owner of a step that belongs to no leg yet.
 *
 * @param message null where there is none; its Call-ID is read only when it is wanted
 */
record Nobody(@Nullable SipIndex message) implements Timers.Owner {

    static final Nobody AT_ALL = new Nobody(null);

    @Override
    public String sipCallId() {
        return message == null ? "none" : message.callId();
    }

    @Override
    public void broken() {
        // Nothing of it is kept; who sent it hears nothing and repeats it, or gives up.
    }
}
