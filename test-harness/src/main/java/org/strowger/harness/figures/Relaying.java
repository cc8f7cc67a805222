package org.strowger.harness.figures;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;

/** Who relays calls of which all parties are at one address. */
interface Relaying extends AutoCloseable {

    /** Its name, for people. */
    String name();

    /**
     * Relays more calls.
     *
     * @return where each party of them is to send to, first that of the caller
     */
    List<InetSocketAddress> relay(int calls) throws IOException;

    /** CPU that it has used, the kernel's work for it too, in nanoseconds. */
    long cpuNanos();

    @Override
    void close();
}
