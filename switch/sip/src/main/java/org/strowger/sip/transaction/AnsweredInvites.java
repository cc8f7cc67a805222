package org.strowger.sip.transaction;

import java.net.InetAddress;

/**
 * INVITEs of ours that had a 2xx and its ACK. What timer M (RFC 6026, section 7.2) keeps a machine
 * for is known here by numbers alone, for 64*T1 to 128*T1: which dialogs an INVITE has made, and
 * how many.
 */
final class AnsweredInvites {

    /** Most dialogs of one INVITE; the 2xx of a further one is dropped. */
    static final int MOST_FORKS = 8;

    private final Departed departed;

    AnsweredInvites(Departed departed) {
        this.departed = departed;
    }

    /**
     * The first 2xx has its ACK.
     *
     * @param origin From tag, CSeq and Call-ID of the INVITE in one: a 2xx must say the same
     * @param way where the INVITE went
     */
    void add(String branch, String origin, InetAddress way, String toTag) {
        departed.add(branch, dialog(origin, toTag));
        departed.add(branch, way(origin, way));
    }

    /**
     * A 2xx came; the next one like it is a copy.
     *
     * @param credible another dialog's counts only if it comes from whom the INVITE went to: who
     *     has only seen that shall not make us send BYE to whom he likes
     */
    LateAnswer take(String branch, String origin, String toTag, boolean credible) {
        if (departed.knows(branch, dialog(origin, toTag))) {
            return LateAnswer.COPY;
        }
        if (!credible) {
            return LateAnswer.STRAY;
        }
        for (int number = 2; number <= MOST_FORKS; number++) {
            var fork = fork(origin, number);
            if (!departed.knows(branch, fork)) {
                departed.add(branch, fork);
                departed.add(branch, dialog(origin, toTag));
                return LateAnswer.FORK;
            }
        }
        return LateAnswer.STRAY;
    }

    /** Whether such an INVITE went there. */
    boolean knows(String branch, String origin, InetAddress there) {
        return departed.knows(branch, way(origin, there));
    }

    private static String dialog(String origin, String toTag) {
        return "dialog " + origin + '\n' + toTag;
    }

    private static String way(String origin, InetAddress there) {
        return "way " + there.getHostAddress() + '\n' + origin;
    }

    private static String fork(String origin, int number) {
        return "fork " + number + '\n' + origin;
    }
}
