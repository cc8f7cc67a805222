package org.strowger.server;

import java.util.concurrent.Executor;
import org.strowger.base.Clock;
import org.strowger.base.Entropy;
import org.strowger.media.PortRange;
import org.strowger.media.Prompts;
import org.strowger.media.transport.RtpEngine;
import org.strowger.server.conf.SwitchConf;

/** The media engine as the configuration wants it. */
final class VoiceEngine {

    /**
     * At 2 to 3 KB of heap each. With a rest of a second they are enough for as many legs a second.
     */
    private static final int RESTING_RTP_SOCKETS = 4_096;

    /** Below that a socket a leg costs next to nothing. */
    private static final int BUSY_LEGS_A_SECOND = 500;

    private VoiceEngine() {}

    /** With a certificate where anybody's voice may be encrypted. */
    static RtpEngine of(SwitchConf conf, Prompts prompts, Clock clock, Executor soon) {
        var rtp = conf.rtp();
        var room =
                new RtpEngine.Room(
                        rtp.addresses(),
                        new PortRange(rtp.from(), rtp.to()),
                        rtp.loops(),
                        FileLimit.rtpSockets(),
                        RESTING_RTP_SOCKETS,
                        BUSY_LEGS_A_SECOND);
        var engine = new RtpEngine(room, rtp.rules(), prompts, clock, Entropy.secure(), soon);
        if (!conf.sound().srtp().areOff()) {
            engine.offerDtls();
        }
        return engine;
    }
}
