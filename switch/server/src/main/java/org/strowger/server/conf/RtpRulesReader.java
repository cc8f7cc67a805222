package org.strowger.server.conf;

import java.util.concurrent.TimeUnit;
import org.strowger.media.MediaRules;
import org.strowger.media.SilenceWatch;
import tools.jackson.databind.JsonNode;

/** What {@code rtp} of strowger.yaml says of the legs' mark and of peers that are not heard. */
final class RtpRulesReader {

    private RtpRulesReader() {}

    static MediaRules rules(JsonNode rtp) {
        var silence =
                new SilenceWatch.Limits(
                        micros(rtp, "silent-after-s", 60),
                        micros(rtp, "silent-without-rtcp-s", 0),
                        micros(rtp, "never-heard-after-s", 0));
        int dscp = rtp.path("dscp").asInt(MediaRules.EXPEDITED_FORWARDING);
        return new MediaRules(dscp, silence, micros(rtp, "unheard-s", 30));
    }

    private static long micros(JsonNode rtp, String seconds, int usual) {
        return TimeUnit.SECONDS.toMicros(rtp.path(seconds).asInt(usual));
    }
}
