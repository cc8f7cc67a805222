package org.strowger.sip.transport;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the kernel keeps for a UDP socket until it is read: while the signalling thread does not
 * read, as in a pause of the JVM, what does not fit is lost. The kernel gives less than it is asked
 * for without a word: Linux at most {@code net.core.rmem_max}.
 */
final class ReceiveBuffer {

    static final int WANTED = 4 * 1024 * 1024; // Octets

    private static final Logger LOG = LoggerFactory.getLogger(ReceiveBuffer.class);

    private ReceiveBuffer() {}

    /** Warns once when the smallest of them is too small. */
    static void check(List<UdpSocket> sockets) {
        int least = sockets.stream().mapToInt(UdpSocket::receiveBuffer).min().orElse(WANTED);
        var warning = warning(least);
        if (!warning.isEmpty()) {
            LOG.warn(warning);
        }
    }

    /**
     * What the operator should know.
     *
     * @param granted octets
     * @return empty when it is as much as is wanted
     */
    static String warning(int granted) {
        return granted >= WANTED
                ? ""
                : "The receive buffer of SIP over UDP has %,d octets and not %,d: of a burst more is lost. Allow more by sysctl -w net.core.rmem_max=%d"
                        .formatted(granted, WANTED, WANTED);
    }
}
