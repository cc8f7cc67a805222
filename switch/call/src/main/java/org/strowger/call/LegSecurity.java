package org.strowger.call;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.strowger.media.dtls.DtlsTerms;
import org.strowger.media.dtls.Fingerprint;
import org.strowger.media.srtp.Encryption;
import org.strowger.media.srtp.SrtpKey;
import org.strowger.media.srtp.SrtpKeys;
import org.strowger.media.srtp.SrtpSuite;
import org.strowger.sip.Flow;
import org.strowger.sip.sdp.AudioDescription;
import org.strowger.sip.sdp.CryptoAttribute;
import org.strowger.sip.sdp.CryptoSuite;
import org.strowger.sip.sdp.Dtls;
import org.strowger.sip.sdp.Dtls.Setup;
import org.strowger.sip.sdp.Security;
import org.strowger.sip.sdp.Security.Profile;

/**
 * What one leg's descriptions say of encryption (RFC 4568, RFC 5763), and what that settles. Our
 * keys, one for each suite, stay while the other side's does: so the stream goes on over a
 * re-INVITE. Who comes with another key may be somebody else, who knows nothing of how often our
 * numbers began anew (RFC 3711, section 3.3.1), and gets another of ours.
 */
final class LegSecurity {

    /** For a leg that is never encrypted, as most are. */
    static final LegSecurity OFF = new LegSecurity(SrtpMode.OFF, Way.OPEN, null);

    /** What the leg's signalling goes by. */
    enum Way {
        /** Somebody may read it: no keys in it. */
        OPEN,
        /** It may have keys. */
        CONFIDENTIAL,
        /** A browser's, which speaks nothing but DTLS-SRTP and ICE. */
        WEB
    }

    private final SrtpMode mode;
    private final Way way;
    private final @Nullable Fingerprint fingerprint;
    private final LegChecks checks = new LegChecks();
    private final Map<CryptoSuite, SrtpKey> ours = new EnumMap<>(CryptoSuite.class);
    private @Nullable Encryption agreed;

    private LegSecurity(SrtpMode mode, Way way, @Nullable Fingerprint fingerprint) {
        this.mode = mode;
        this.way = way;
        this.fingerprint = fingerprint;
    }

    /**
     * A leg's.
     *
     * @param fingerprint of our certificate; null where there are no handshakes
     */
    static LegSecurity of(SrtpMode mode, Way way, @Nullable Fingerprint fingerprint) {
        return mode == SrtpMode.OFF ? OFF : new LegSecurity(mode, way, fingerprint);
    }

    /** Of a leg that we call. */
    static Way way(boolean keysInClear, Set<Flow.Transport> there) {
        if (!there.isEmpty() && there.stream().allMatch(Flow.Transport::isWeb)) {
            return Way.WEB;
        }
        boolean hidden = !there.isEmpty() && there.stream().allMatch(Flow.Transport::isEncrypted);
        return keysInClear || hidden ? Way.CONFIDENTIAL : Way.OPEN;
    }

    /** Our offer; null where nothing can be offered that is good enough. */
    @Nullable AudioDescription offer(AudioDescription plain) {
        if (mode != SrtpMode.OFF && way == Way.WEB) {
            return offerHandshake(plain.with(checks.offer()), Profile.DTLS_FEEDBACK);
        }
        if (mode == SrtpMode.OFF || way == Way.OPEN) {
            return mode == SrtpMode.REQUIRED ? offerHandshake(plain, Profile.DTLS) : plain;
        }
        var lines = new ArrayList<CryptoAttribute>();
        for (var suite : CryptoSuite.values()) {
            lines.add(new CryptoAttribute(lines.size() + 1, suite, key(suite).text()));
        }
        var profile = mode == SrtpMode.REQUIRED ? Profile.SAVP : Profile.AVP;
        return plain.with(new Security(profile, lines));
    }

    /** Whoever reads its fingerprint cannot hear the call. */
    private @Nullable AudioDescription offerHandshake(AudioDescription plain, Profile profile) {
        return fingerprint == null
                ? null
                : plain.with(new Security(profile, dtls(Setup.ACTPASS, fingerprint)));
    }

    private static Dtls dtls(Setup setup, Fingerprint ours) {
        return new Dtls(setup, ours.hash(), ours.value());
    }

    /**
     * Our answer.
     *
     * @param plain without protection
     * @return empty when what is offered is too little, or too much: 488
     */
    Optional<AudioDescription> answer(AudioDescription offer, AudioDescription plain) {
        var security = offer.security();
        var taken = mode != SrtpMode.OFF && way != Way.OPEN ? firstUsable(security) : null;
        if (taken == null || security.profile().isDtls()) {
            boolean plainWill = mode != SrtpMode.REQUIRED && !security.profile().isSecure();
            return answerHandshake(security, plain)
                    .map(ours -> ours.with(checks.answer(offer.ice())))
                    .or(() -> plainWill ? Optional.of(plain) : Optional.empty());
        }
        if (!isInUse(taken)) {
            ours.remove(taken.suite());
        }
        var key = key(taken.suite()).text();
        var line = new CryptoAttribute(taken.tag(), taken.suite(), key);
        return Optional.of(plain.with(new Security(security.profile(), List.of(line))));
    }

    /** What has come by that key last goes on. */
    private boolean isInUse(CryptoAttribute theirs) {
        var key = key(theirs);
        return key != null && agreed instanceof SrtpKeys(_, var last) && last.equals(key);
    }

    /**
     * Our offer in mid-call to who asks for one, which may be to bring somebody else: new keys, and
     * either may begin a handshake.
     *
     * @param said as it was last
     */
    AudioDescription renewed(AudioDescription said) {
        var security = said.security();
        var lines = new ArrayList<CryptoAttribute>();
        for (var line : security.crypto()) {
            ours.remove(line.suite());
            var key = key(line.suite()).text();
            lines.add(new CryptoAttribute(line.tag(), line.suite(), key));
        }
        var theirs = security.dtls();
        var dtls =
                theirs == null
                        ? null
                        : new Dtls(Setup.ACTPASS, theirs.hash(), theirs.fingerprint());
        return said.with(new Security(security.profile(), lines, dtls));
    }

    /** What is settled is in force from now on. */
    void agreed(@Nullable Encryption now) {
        if (mode != SrtpMode.OFF) { // That is of all who have none.
            agreed = now;
        }
    }

    /**
     * We are passive if we may: then the peer's first datagram shows where it is (RFC 5763, section
     * 5). Whoever leaves it to us gets the role that we have with it already (RFC 8842, section
     * 5.3).
     */
    private Optional<AudioDescription> answerHandshake(Security offer, AudioDescription plain) {
        var theirs = offer.dtls();
        if (mode == SrtpMode.OFF || fingerprint == null || theirs == null || !isUsable(theirs)) {
            return Optional.empty();
        }
        boolean begins =
                switch (theirs.setup()) {
                    case ACTIVE -> false;
                    case PASSIVE -> true;
                    case ACTPASS -> hasBegun(fingerprint(theirs));
                };
        var setup = begins ? Setup.ACTIVE : Setup.PASSIVE;
        return Optional.of(plain.with(new Security(offer.profile(), dtls(setup, fingerprint))));
    }

    private boolean hasBegun(Fingerprint with) {
        return agreed instanceof DtlsTerms now && now.active() && now.theirs().equals(with);
    }

    private static boolean isUsable(Dtls theirs) {
        return fingerprint(theirs).isUsable();
    }

    private static Fingerprint fingerprint(Dtls theirs) {
        return new Fingerprint(theirs.hash(), theirs.fingerprint());
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

    /** How the other side's answer has settled the keys; null for plain RTP. */
    @Nullable Encryption settled(AudioDescription answer) {
        var theirs = answer.security().dtls();
        boolean handshake = fingerprint != null && answer.security().profile().isDtls();
        if (handshake && theirs != null && isUsable(theirs)) {
            return new DtlsTerms(
                    theirs.setup() == Setup.PASSIVE,
                    fingerprint(theirs),
                    checks.settled(answer.ice()));
        }
        for (var line : answer.security().crypto()) {
            var mine = ours.get(line.suite());
            var key = key(line);
            if (mine != null && key != null) {
                return new SrtpKeys(mine, key);
            }
        }
        return null;
    }

    /** How our answer to an offer has settled the keys; null for plain RTP. */
    @Nullable Encryption settled(AudioDescription offer, AudioDescription answer) {
        var agreed = answer.security().dtls();
        var theirs = offer.security().dtls();
        if (agreed != null && theirs != null) {
            return new DtlsTerms(
                    agreed.setup() == Setup.ACTIVE,
                    fingerprint(theirs),
                    answer.ice() == null ? null : checks.ours());
        }
        if (answer.security().crypto().isEmpty()) {
            return null;
        }
        var said = answer.security().crypto().getFirst();
        for (var line : offer.security().crypto()) {
            var key = line.tag() == said.tag() ? key(line) : null;
            if (key != null && line.suite() == said.suite()) {
                return new SrtpKeys(key(said.suite()), key);
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
