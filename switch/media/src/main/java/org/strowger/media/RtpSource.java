package org.strowger.media;

import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Whom a leg listens to, and where it sends: symmetric RTP (RFC 4961) with a lock.
 *
 * <p>The address of the session description is always accepted, and once it has been heard nobody
 * else is. Until then the first source with the same IP address is taken, whatever its port, and
 * locked: that is a peer behind a NAT. RTP goes to whom was heard.
 *
 * <p>A peer that makes checks (ICE) is accepted from wherever one of them came, too, and RTP
 * follows it: a browser speaks by a pair that it finds better seconds before it nominates it.
 */
public final class RtpSource {

    /** Places of one peer: its addresses, of both versions, before and after a new beginning. */
    static final int MOST_CHECKED = 16;

    private @Nullable InetSocketAddress signalled;
    private @Nullable InetSocketAddress locked;
    private boolean nominated;

    /** Where checks came from, the oldest first; null of a peer that makes none. */
    private @Nullable ArrayDeque<InetSocketAddress> checked;

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

    /**
     * The peer has proved by ICE that it is there: what comes from there is to be taken (RFC 8445,
     * section 12.2). Of more than {@link #MOST_CHECKED} places the oldest is forgotten.
     */
    public void checked(InetSocketAddress source) {
        var places = checked;
        if (places == null) {
            places = new ArrayDeque<>(MOST_CHECKED);
            checked = places;
        }
        if (!places.contains(source)) {
            if (places.size() == MOST_CHECKED) {
                places.removeFirst();
            }
            places.addLast(source);
        }
    }

    private boolean isChecked(InetSocketAddress source) {
        return checked != null && checked.contains(source);
    }

    /** Whether a packet from there belongs to this leg. Changes nothing. */
    public boolean accepts(InetSocketAddress source) {
        if (signalled == null || source.equals(locked) || source.equals(signalled)) {
            return signalled != null;
        }
        return isChecked(source)
                || (locked == null && source.getAddress().equals(signalled.getAddress()));
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
