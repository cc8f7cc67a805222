package org.strowger.call;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.strowger.sip.sdp.AudioDescription;
import org.strowger.sip.sdp.Codec;
import org.strowger.sip.sdp.SessionDescriptions;

/**
 * Which codecs are used, and which rather. Immutable.
 *
 * @param on the preferred one first; at least one
 */
public record CodecOrder(List<Codec> on) {

    /** Those that cost nothing to make prompts of and to make each other of. */
    public static final CodecOrder LAWS = new CodecOrder(List.of(Codec.PCMU, Codec.PCMA));

    /**
     * Checks that there is one.
     *
     * @throws IllegalArgumentException when there is none
     */
    public CodecOrder {
        on = List.copyOf(on);
        if (on.isEmpty()) {
            throw new IllegalArgumentException("there must be a codec");
        }
    }

    /**
     * What is offered to somebody who is to talk with who speaks that: the same, so that nothing
     * has to be made of it, and the laws of G.711, which everybody has. Not the others: who chose
     * one of them would have us make it of G.711, packet for packet.
     */
    List<Codec> besides(Codec spoken) {
        var all = new ArrayList<Codec>();
        all.add(spoken);
        on.stream().filter(Codec::isLaw).forEach(all::add);
        var offered = all.stream().distinct().filter(on::contains).toList();
        return offered.isEmpty() ? on : offered;
    }

    /**
     * Our answer to an offer.
     *
     * @param wanted what it is to be if it can, as somebody else speaks it already; null for none
     */
    Optional<AudioDescription> answer(
            AudioDescription offer, InetSocketAddress local, @Nullable Codec wanted) {
        boolean same = wanted != null && on.contains(wanted) && offer.codecs().contains(wanted);
        return SessionDescriptions.answer(
                offer, local, same && wanted != null ? List.of(wanted) : on);
    }

    /** What we would answer an offer with before anybody else speaks anything. */
    Codec first(AudioDescription offer) {
        return SessionDescriptions.answer(offer, offer.address(), on)
                .map(ours -> ours.codecs().getFirst())
                .orElse(Codec.PCMU);
    }
}
