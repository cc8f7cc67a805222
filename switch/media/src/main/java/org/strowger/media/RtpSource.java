package org.strowger.media;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Whom a leg listens to, and where it sends: symmetric RTP (RFC 4961) with a lock.
 *
 * <p>The address of the session description is always accepted, and once it has been heard nobody
 * else is. Until then the first source with the same IP address is taken, whatever its port, and
 * locked: that is a peer behind a NAT. RTP goes to whom was heard.
 */
public final class RtpSource {

    private @Nullable InetSocketAddress signalled;
    private @Nullable InetSocketAddress locked;
    private boolean nominated;

    /** The session description names an address; the lock stays unless the address is a new one. */
    public void signal(InetSocketAddress remote) {
        signal(remote, false);
    }

    /**
     * The same of a peer that may prove where it is.
     *
     * @param proves whether it does: then its description counts for nothing once it has
     */
    public void signal(InetSocketAddress remote, boolean proves) {
        nominated &= proves;
        if (!nominated && !remote.equals(signalled)) {
            signalled = remote;
            locked = null;
        }
    }

    /**
     * The peer has proved by ICE that it is there, and has said that this is the pair to use (RFC
     * 8445, section 8.1.1); from now on descriptions say nothing of where it is.
     *
     * @return whether that is another place than before
     */
    public boolean nominate(InetSocketAddress source) {
        boolean other = !source.equals(locked);
        nominated = true;
        signalled = source;
        locked = source;
        return other;
    }

    /** Whether a packet from there belongs to this leg. Changes nothing. */
    public boolean accepts(InetSocketAddress source) {
        if (signalled == null || source.equals(locked) || source.equals(signalled)) {
            return signalled != null;
        }
        return locked == null && source.getAddress().equals(signalled.getAddress());
    }

    /**
     * Good RTP came from there; the source must be one that {@link #accepts}.
     *
     * @return whether {@link #target} is another one now
     */
    public boolean heard(InetSocketAddress source) {
        if (source.equals(locked)) {
            return false;
        }
        boolean other = !source.equals(target());
        locked = source;
        return other && target() != null;
    }

    /** Where the peer was heard from; null until then. RTCP goes nowhere else. */
    public @Nullable InetSocketAddress heardFrom() {
        return locked;
    }

    /** Where RTP to the peer goes; null when the session description named no such place. */
    public @Nullable InetSocketAddress target() {
        if (signalled == null
                || signalled.isUnresolved()
                || signalled.getPort() == 0
                || signalled.getAddress().isAnyLocalAddress()) {
            return null;
        }
        return locked == null ? signalled : locked;
    }
}
