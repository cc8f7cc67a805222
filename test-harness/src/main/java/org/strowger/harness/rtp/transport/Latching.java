package org.strowger.harness.rtp.transport;

import java.net.InetSocketAddress;
import java.util.List;
import org.strowger.harness.rtp.SoundCounter;
import org.strowger.harness.rtp.SoundMeter;

/**
 * Ports for callers whose signalling is another program's, as SIPp: each begins to send back where
 * its first packet came from, and falls silent once nothing has come for a second. A port may serve
 * one call after another, and several at a time if their packets come from several addresses.
 */
public final class Latching {

    private final List<RtpPort> ports;
    private final SoundMeter meter;

    Latching(List<RtpPort> ports, SoundMeter meter) {
        this.ports = List.copyOf(ports);
        this.meter = meter;
    }

    /** Where they are, for the session descriptions; the order never changes. */
    public List<InetSocketAddress> ports() {
        return ports.stream().map(RtpPort::local).toList();
    }

    /**
     * Adds to the streams those that nobody ever sent to. To be called once, at the end.
     *
     * @param used how many of the ports, from the first on, a call used
     * @return how many of these were never sent anything
     */
    public int countUnheard(int used) {
        int unheard = (int) ports.stream().limit(used).filter(port -> !port.heard()).count();
        meter.add(SoundCounter.STREAMS, unheard);
        return unheard;
    }
}
