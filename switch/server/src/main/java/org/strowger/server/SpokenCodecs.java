package org.strowger.server;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.base.ConfigException;
import org.strowger.call.CodecOrder;
import org.strowger.media.Coding;
import org.strowger.media.codec.Codecs;
import org.strowger.server.conf.SwitchConf;
import org.strowger.sip.sdp.Codec;

/** The codecs of the configuration that can be spoken on this machine. */
final class SpokenCodecs {

    private static final Logger LOG = LoggerFactory.getLogger(SpokenCodecs.class);

    private SpokenCodecs() {}

    /**
     * Leaves out Opus where its library is missing.
     *
     * @throws ConfigException when nothing is left
     */
    static CodecOrder of(SwitchConf.Rtp rtp) {
        return of(rtp.codecs(), Codecs.has(Coding.OPUS));
    }

    static CodecOrder of(List<Codec> wanted, boolean hasOpus) {
        var spoken = wanted.stream().filter(codec -> hasOpus || codec != Codec.OPUS).toList();
        if (spoken.isEmpty()) {
            throw new ConfigException(
                    "rtp.codecs: the library for opus is missing, and there is"
                            + " no other codec");
        }
        if (spoken.size() < wanted.size()) {
            LOG.warn("the library for opus is missing: it is not offered");
        }
        return new CodecOrder(spoken);
    }
}
