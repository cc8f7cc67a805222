package org.strowger.harness.farm;

import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.strowger.harness.phone.Sdp;

/** What a farm says of its sound: PCMU, and keys (RFC 4733). */
final class Descriptions {

    private static final int PCMU = 0;
    private static final int KEYS = 101;

    private Descriptions() {}

    static Sdp offer(InetSocketAddress rtp) {
        return new Sdp(rtp, List.of(PCMU, KEYS), KEYS, "sendrecv");
    }

    /** An answer, or an offer if there was none; null if we have no codec in common. */
    static @Nullable Sdp answer(@Nullable Sdp offer, InetSocketAddress rtp) {
        if (offer == null) {
            return offer(rtp);
        }
        if (!offer.formats().contains(PCMU)) {
            return null;
        }
        int keys = offer.telephoneEvent();
        var formats = keys < 0 ? List.of(PCMU) : List.of(PCMU, keys);
        return new Sdp(rtp, formats, keys, opposite(offer.direction()));
    }

    private static String opposite(String direction) {
        return switch (direction) {
            case "sendonly" -> "recvonly";
            case "recvonly" -> "sendonly";
            default -> direction;
        };
    }
}
