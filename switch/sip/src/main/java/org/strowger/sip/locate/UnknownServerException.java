package org.strowger.sip.locate;

import java.io.IOException;

/** The name servers say that there is no such server, or none that we could talk to. */
public final class UnknownServerException extends IOException {

    private static final long serialVersionUID = 1;

    UnknownServerException(String message) {
        super(message);
    }
}
