package org.strowger.media;

/**
 * Whether a peer that should send voice still does. Anything from its address counts as life, so
 * RTCP, comfort noise and keep-alives of any kind (RFC 6263) do. Pure: time comes in.
 */
public final class SilenceWatch {

    /**
     * How long a peer may be silent; 0 for ever.
     *
     * @param afterMicros one whose voice was heard before, and its RTCP too: that goes on when a
     *     phone suppresses silence or is muted
     * @param withoutRtcpMicros one whose voice was heard and no RTCP: it may have nothing to say
     * @param neverHeardMicros one whose voice never was: it may be a peer that has none
     */
    public record Limits(long afterMicros, long withoutRtcpMicros, long neverHeardMicros) {

        public static final Limits NONE = new Limits(0, 0, 0);

        /** Of a peer whose voice and RTCP have been heard, or not. */
        long of(boolean voice, boolean rtcp) {
            long heard = rtcp ? afterMicros : withoutRtcpMicros;
            return voice ? heard : neverHeardMicros;
        }
    }

    private boolean expected;
    private long since;
    private long told;
    private long toldQuiet;
    private boolean rtcp;

    /**
     * What was negotiated: the time begins anew.
     *
     * @param voice whether the peer is to send; not when either side is on hold
     */
    public void expect(boolean voice, long nowMicros) {
        expected = voice;
        since = nowMicros;
        rtcp = false;
    }

    /** The call is answered: what was not said before then is no silence. */
    public void answered(long nowMicros) {
        since = nowMicros;
    }

    /** Something came from the peer. */
    public void heard(long nowMicros) {
        since = nowMicros;
    }

    /** What came was RTCP. */
    public void heardRtcp() {
        rtcp = true;
    }

    /**
     * Looks at the time, whether or not the peer is to send.
     *
     * @param limit 0 for ever
     * @return for how long nothing at all has come, once each time that the limit has passed; else
     *     0
     */
    public long quietMicros(long limit, long nowMicros) {
        if (limit == 0 || nowMicros - Math.max(since, toldQuiet) < limit) {
            return 0;
        }
        toldQuiet = nowMicros;
        return nowMicros - since;
    }

    /**
     * Looks at the time.
     *
     * @param voice whether voice was ever heard of the peer
     * @return for how long there was nothing, once each time that the limit has passed; else 0
     */
    public long silentMicros(Limits limits, boolean voice, long nowMicros) {
        long limit = limits.of(voice, rtcp);
        if (!expected || limit == 0 || nowMicros - Math.max(since, told) < limit) {
            return 0;
        }
        told = nowMicros;
        return nowMicros - since;
    }
}
