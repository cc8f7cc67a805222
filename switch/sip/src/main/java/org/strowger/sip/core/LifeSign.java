package org.strowger.sip.core;

import java.util.function.Consumer;
import org.strowger.sip.dialog.Dialog;
import org.strowger.sip.dialog.ResponseHead;
import org.strowger.sip.message.InboundMessage;
import org.strowger.sip.transaction.ClientUser;

/**
 * Asks the peer of a dialog by OPTIONS whether it is there (RFC 3261, section 11). Whatever it says
 * shows that it is, but that it knows nothing of the call, or could not be asked (section
 * 12.2.1.2).
 */
final class LifeSign implements ClientUser<InboundMessage> {

    private final Consumer<Boolean> answer;
    private boolean told;

    /**
     * Nobody is asked yet.
     *
     * @param answer told once
     */
    LifeSign(Consumer<Boolean> answer) {
        this.answer = answer;
    }

    void ask(SipContext sip, Dialog dialog) {
        var lines = sip.contact(dialog.flow()) + SipContext.USER_AGENT;
        new DialogRequest(sip, dialog, dialog.flow(), "OPTIONS", lines, ResponseHead.NO_BODY, this)
                .send();
    }

    private void tell(boolean there) {
        if (!told) {
            told = true;
            answer.accept(there);
        }
    }

    @Override
    public void response(int status, InboundMessage response) {
        if (status >= 200) {
            tell(status != 408 && status != 481);
        }
    }

    @Override
    public void timedOut() {
        tell(false);
    }

    @Override
    public void transportFailed() {
        tell(false);
    }

    /** A bug of ours says nothing about the peer. */
    @Override
    public void broken() {
        tell(true);
    }
}
