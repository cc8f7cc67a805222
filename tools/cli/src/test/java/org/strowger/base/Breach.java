package org.strowger.base;

import org.jspecify.annotations.Nullable;
import org.strowger.sip.SipLeg;

/** A base that knows what stands on it. */
final class Breach {

    @Nullable SipLeg leg;
}
