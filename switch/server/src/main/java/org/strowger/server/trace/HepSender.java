package org.strowger.server.trace;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.server.conf.SwitchConf;
import org.strowger.sip.trace.HepPacket;
import org.strowger.sip.trace.Secrets;

/**
 * Sends messages, without their secrets, to a collector. Never waits: what the socket does not take
 * is counted. Belongs to the trace's thread; the counts are for any.
 */
final class HepSender implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HepSender.class);

    private final SwitchConf.Hep hep;
    private final DatagramChannel channel;
    private volatile long sent;
    private volatile long failed;

    HepSender(SwitchConf.Hep hep) throws IOException {
        this.hep = hep;
        boolean six = hep.collector().getAddress() instanceof Inet6Address;
        channel =
                DatagramChannel.open(
                        six ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET);
        channel.configureBlocking(false);
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // One thread writes.
    void send(Seen seen) {
        var octets =
                HepPacket.of(
                        seen.message(),
                        Secrets.masked(seen.message().octets()),
                        seen.sketch().callId(),
                        hep.agent(),
                        hep.key());
        if (isTaken(ByteBuffer.wrap(octets))) {
            sent++;
        } else {
            failed++;
        }
    }

    private boolean isTaken(ByteBuffer packet) {
        try {
            return channel.send(packet, hep.collector()) > 0;
        } catch (IOException e) {
            if (failed == 0) {
                LOG.warn("HEP: the collector {} is not reached: {}", hep.collector(), e.toString());
            }
            return false;
        }
    }

    /** Packets that the socket took. */
    long sent() {
        return sent;
    }

    /** Packets that it did not take. */
    long failed() {
        return failed;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
