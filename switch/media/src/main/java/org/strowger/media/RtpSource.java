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
 * follows it: a browser speaks by a pair that it finds better seconds before it nominates it. Until
 * a pair is chosen its description is no reason to take anything: who writes it may name anybody's
 * address. Once it was heard, checks alone move nothing: they can be sent again by anybody who has
 * seen one, and from any address (RFC 8445, section 19.2).
 */
public final class RtpSource {

    /** Places of one peer: its addresses, of both versions, before and after a new beginning. */
    static final int MOST_CHECKED = 16;

    private @Nullable InetSocketAddress signalled;
    private @Nullable InetSocketAddress locked;
    private boolean proves; // by checks where it is
    private boolean nominated;
    private boolean heard; // from where the lock is

    /** Where checks came from, the newest last; null of a peer that makes none. */
    private @Nullable ArrayDeque<InetSocketAddress> checked;

    /** The session description names an address; the lock stays unless the address is a new one. */
    public void signal(InetSocketAddress remote) {
        signal(remote, false);
    }

    /**
     * The same of a peer that may prove where it is.
     *
     * @param proves whether it does: then its description counts for nothing once it has; else the
     *     places that it had proved do
     */
    public void signal(InetSocketAddress remote, boolean proves) {
        this.proves = proves;
        nominated &= proves;
        if (!proves) {
            checked = null;
        }
        if (!nominated && !remote.equals(signalled)) {
            signalled = remote;
            locked = null;
            heard = false;
        }
    }

    /** Somebody else may be there from now on: what was proved counts for nothing. */
    public void forget() {
        nominated = false;
        heard = false;
        checked = null;
    }

    /**
     * The peer has proved by ICE that it is there, and has said that this is the pair to use (RFC
     * 8445, section 8.1.1); from now on descriptions say nothing of where it is. Of a peer that was
     * heard already it changes nothing: {@link #heard} says when it has moved.
     *
     * @return whether that is another place than before, and counts
     */
    public boolean nominate(InetSocketAddress source) {
        if (heard && nominated) {
            return false;
        }
        boolean other = !source.equals(locked);
        nominated = true;
        signalled = source;
        locked = source;
        heard &= !other;
        return other;
    }

    /**
     * The peer has proved by ICE that it is there: what comes from there is to be taken (RFC 8445,
     * section 12.2). Of more than {@link #MOST_CHECKED} places the one is forgotten whose last
     * check is the oldest, but not where the peer was heard.
     */
    public void checked(InetSocketAddress source) {
        var places = checked;
        if (places == null) {
            places = new ArrayDeque<>(MOST_CHECKED);
            checked = places;
        }
        if (!places.remove(source) && places.size() == MOST_CHECKED) {
            var oldest = places.removeFirst();
            if (heard && oldest.equals(locked)) {
                places.removeFirst();
                places.addLast(oldest);
            }
        }
        places.addLast(source);
    }

    private boolean isChecked(InetSocketAddress source) {
        return checked != null && checked.contains(source);
    }

    /** Whether a packet from there belongs to this leg. Changes nothing. */
    public boolean accepts(InetSocketAddress source) {
        if (proves && !nominated) {
            return isChecked(source) || isHeard(source);
        }
        if (signalled == null || source.equals(locked) || source.equals(signalled)) {
            return signalled != null;
        }
        return isChecked(source)
                || (locked == null && source.getAddress().equals(signalled.getAddress()));
    }

    /**
     * Good RTP came from there, or of a peer that makes checks anything that was encrypted; the
     * source must be one that {@link #accepts}.
     *
     * @return whether {@link #target} is another one now
     */
    public boolean heard(InetSocketAddress source) {
        heard = true;
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

    /** Whether that is where the peer was heard, and not only checked. */
    public boolean isHeard(InetSocketAddress source) {
        return heard && source.equals(locked);
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
