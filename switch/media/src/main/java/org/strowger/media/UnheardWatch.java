package org.strowger.media;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Whether voice is sent to somebody who may not want it: whoever calls can name any address. After
 * the answer a peer that is to send as well must be heard from the address that it names, or after
 * a while it is sent nothing until it is. Other addresses do not give it more time. Pure: time
 * comes in.
 */
public final class UnheardWatch {

    private @Nullable InetSocketAddress remote;
    private boolean answered;
    private boolean expected;
    private boolean heard = true;
    private boolean muted;
    private long since;

    /**
     * What was negotiated.
     *
     * @param twoWay whether the peer is to send; who only listens cannot be told from a stranger
     */
    public void expect(InetSocketAddress from, boolean twoWay, long nowMicros) {
        if (!from.equals(remote)) {
            remote = from;
            since = heard ? nowMicros : since;
            heard = false;
        }
        if (!twoWay) {
            muted = false;
        } else if (!expected) {
            since = nowMicros;
        }
        expected = twoWay;
    }

    /** The call is answered; before, nobody has to send. */
    public void answered(long nowMicros) {
        if (!answered) {
            answered = true;
            since = nowMicros;
        }
    }

    /** Something came from there. */
    public void heard() {
        heard = true;
        muted = false;
    }

    /** Whether nothing is sent to the peer now. */
    public boolean isMuted() {
        return muted;
    }

    /** Looks at the time; true when the peer is sent nothing from now on. */
    public boolean isUp(long limitMicros, long nowMicros) {
        boolean waits = answered && expected && !heard && !muted;
        if (!waits || limitMicros == 0 || nowMicros - since < limitMicros) {
            return false;
        }
        muted = true;
        return true;
    }
}
