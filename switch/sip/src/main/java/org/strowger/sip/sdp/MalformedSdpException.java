package org.strowger.sip.sdp;

/** A body is no session description, or not within the limits of {@link SessionDescriptions}. */
public final class MalformedSdpException extends Exception {

    private static final long serialVersionUID = 1L;

    MalformedSdpException(String problem) {
        super(problem, null, false, false); // A peer's mistake: its stack says nothing.
    }
}
