package org.strowger.call;

import gov.nist.javax.sip.message.SIPMessage;
import org.jspecify.annotations.Nullable;
import org.strowger.control.SwitchDoor;

/** A hub that sees a shell and another module's parser. */
final class Breach {

    @Nullable SwitchDoor shell;
    @Nullable SIPMessage message;
}
