package org.strowger.harness.farm;

import org.jspecify.annotations.Nullable;
import org.strowger.harness.phone.Sdp;
import org.strowger.harness.rtp.SoundSource;

/** The sound of one call: its port and what is said of it. Belongs to the farm's thread. */
final class Voice {

    private final Ground ground;
    private int version = 1;
    private SoundSource.@Nullable Stream stream;

    Voice(Ground ground) {
        this.ground = ground;
    }

    /** Our description, to an offer or without; empty if we have no codec in common. */
    String describe(String offer) {
        try {
            var remote = offer.isBlank() ? null : Sdp.parse(offer);
            if (stream == null) {
                stream = ground.sound().open();
            }
            var answer = Descriptions.answer(remote, stream.local());
            if (remote != null && answer != null) {
                stream.sendTo(remote.rtp());
            }
            return answer == null ? "" : answer.text(version++) + rtcp(stream);
        } catch (IllegalArgumentException e) {
            ground.counters().unexpected("offer: " + e.getClass().getSimpleName());
            return "";
        }
    }

    /** Who sends nothing takes RTCP where he takes nothing: it needs no port of its own. */
    private static String rtcp(SoundSource.Stream of) {
        return of instanceof SoundSource.Silent ? "a=rtcp-mux\r\n" : "";
    }

    /** Takes the answer to an offer of ours. */
    void hear(String answer) {
        try {
            if (stream != null) {
                stream.sendTo(Sdp.parse(answer).rtp());
            }
        } catch (IllegalArgumentException e) {
            ground.counters().unexpected("answer: " + e.getClass().getSimpleName());
        }
    }

    boolean isOpen() {
        return stream != null;
    }

    void close() {
        if (stream != null) {
            stream.close();
            stream = null;
        }
    }
}
