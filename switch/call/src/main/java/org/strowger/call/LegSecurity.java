package org.strowger.call;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.strowger.media.srtp.SrtpKey;
import org.strowger.media.srtp.SrtpKeys;
import org.strowger.media.srtp.SrtpSuite;
import org.strowger.sip.sdp.AudioDescription;
import org.strowger.sip.sdp.CryptoAttribute;
import org.strowger.sip.sdp.CryptoSuite;
import org.strowger.sip.sdp.Security;
import org.strowger.sip.sdp.Security.Profile;

/**
 * What one leg's descriptions say of encryption (RFC 4568), and which keys that settles. Our keys,
 * one for each suite, are made when they are first said and stay for as long as the leg lives: so
 * the stream goes on over a re-INVITE.
 */
final class LegSecurity {

    /** For a leg that is never encrypted, as most are. */
    static final LegSecurity OFF = new LegSecurity(SrtpMode.OFF, false);

    private final SrtpMode mode;
    private final boolean keysMayLeave;
    private final Map<CryptoSuite, SrtpKey> ours = new EnumMap<>(CryptoSuite.class);

    private LegSecurity(SrtpMode mode, boolean keysMayLeave) {
        this.mode = mode;
        this.keysMayLeave = keysMayLeave;
    }

    /**
     * A leg's.
     *
     * @param keysMayLeave whether the leg's signalling may have keys in it
     */
    static LegSecurity of(SrtpMode mode, boolean keysMayLeave) {
        return mode == SrtpMode.OFF ? OFF : new LegSecurity(mode, keysMayLeave);
    }

    /** Our offer; null where nothing can be offered that is good enough. */
    @Nullable AudioDescription offer(AudioDescription plain) {
        if (mode == SrtpMode.OFF || !keysMayLeave) {
            return mode == SrtpMode.REQUIRED ? null : plain;
        }
        var lines = new ArrayList<CryptoAttribute>();
        for (var suite : CryptoSuite.values()) {
            lines.add(new CryptoAttribute(lines.size() + 1, suite, key(suite).text()));
        }
        var profile = mode == SrtpMode.REQUIRED ? Profile.SAVP : Profile.AVP;
        return plain.with(new Security(profile, lines));
    }

    /**
     * Our answer.
     *
     * @param plain without protection
     * @return empty when what is offered is too little, or too much: 488
     */
    Optional<AudioDescription> answer(AudioDescription offer, AudioDescription plain) {
        var security = offer.security();
        var taken = mode != SrtpMode.OFF && keysMayLeave ? firstUsable(security) : null;
        if (taken == null) {
            boolean plainWill = mode != SrtpMode.REQUIRED && !security.profile().isSecure();
            return plainWill ? Optional.of(plain) : Optional.empty();
        }
        var key = key(taken.suite()).text();
        var line = new CryptoAttribute(taken.tag(), taken.suite(), key);
        return Optional.of(plain.with(new Security(security.profile(), List.of(line))));
    }

    /** The first that is no mistake, as its writer prefers it. */
    private static @Nullable CryptoAttribute firstUsable(Security security) {
        for (var line : security.crypto()) {
            if (key(line) != null) {
                return line;
            }
        }
        return null;
    }

    /** Whether the other side's answer to an offer of ours is good enough. */
    boolean accepts(AudioDescription answer) {
        boolean mayBePlain = mode != SrtpMode.REQUIRED && !answer.security().profile().isSecure();
        return mayBePlain || settled(answer) != null;
    }

    /** The keys that the other side's answer has settled; null for plain RTP. */
    @Nullable SrtpKeys settled(AudioDescription answer) {
        for (var line : answer.security().crypto()) {
            var mine = ours.get(line.suite());
            var theirs = key(line);
            if (mine != null && theirs != null) {
                return new SrtpKeys(mine, theirs);
            }
        }
        return null;
    }

    /** The keys that our answer to an offer has settled; null for plain RTP. */
    @Nullable SrtpKeys settled(AudioDescription offer, AudioDescription answer) {
        if (answer.security().crypto().isEmpty()) {
            return null;
        }
        var said = answer.security().crypto().getFirst();
        for (var line : offer.security().crypto()) {
            var theirs = line.tag() == said.tag() ? key(line) : null;
            if (theirs != null && line.suite() == said.suite()) {
                return new SrtpKeys(key(said.suite()), theirs);
            }
        }
        throw new IllegalStateException("an answer takes a key that was not offered");
    }

    private SrtpKey key(CryptoSuite suite) {
        return ours.computeIfAbsent(suite, it -> SrtpKey.fresh(suite(it)));
    }

    private static @Nullable SrtpKey key(CryptoAttribute line) {
        return SrtpKey.read(suite(line.suite()), line.key());
    }

    private static SrtpSuite suite(CryptoSuite suite) {
        return switch (suite) {
            case AES_CM_128_HMAC_SHA1_80 -> SrtpSuite.AES_CM_128_HMAC_SHA1_80;
            case AES_CM_128_HMAC_SHA1_32 -> SrtpSuite.AES_CM_128_HMAC_SHA1_32;
        };
    }
}
