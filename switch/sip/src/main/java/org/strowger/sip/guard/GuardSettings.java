package org.strowger.sip.guard;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * What a source may do.
 *
 * @param enabled whether anything is looked at
 * @param perSecond requests that a source may begin in a second, by kind
 * @param window within which offences count
 * @param offences how many of a kind in the window are a ban; a kind that is missing is none
 * @param scanners beginnings of the User-Agent of known scanners
 * @param firstBan how long the first ban lasts; each further one lasts twice as long as the one
 *     before
 * @param longestBan how long a ban lasts at most, and how long after its end it is remembered
 */
public record GuardSettings(
        boolean enabled,
        Networks networks,
        Map<Beginning, Integer> perSecond,
        Duration window,
        Map<Offence, Integer> offences,
        List<String> scanners,
        Duration firstBan,
        Duration longestBan) {

    /** As the operator's files have it when they say nothing. */
    public static final GuardSettings DEFAULT =
            new GuardSettings(
                    true,
                    Networks.NONE,
                    Map.of(
                            Beginning.INVITE, 100,
                            Beginning.REGISTER, 100,
                            Beginning.OPTIONS, 50,
                            Beginning.OTHER, 100),
                    Duration.ofMinutes(1),
                    Map.of(
                            Offence.WRONG_PASSWORD, 10,
                            Offence.UNKNOWN, 20,
                            Offence.MALFORMED, 50,
                            Offence.STRAY, 200,
                            Offence.SCANNER, 1,
                            Offence.FLOOD, 500),
                    List.of(
                            "friendly-scanner",
                            "friendly-request",
                            "sipvicious",
                            "sundayddr",
                            "sip-scan",
                            "sipscan",
                            "sipcli",
                            "pplsip",
                            "sipptk",
                            "smap",
                            "iwar"),
                    Duration.ofMinutes(1),
                    Duration.ofDays(1));

    /** Everybody may do everything. */
    public static final GuardSettings OFF =
            new GuardSettings(
                    false,
                    Networks.NONE,
                    DEFAULT.perSecond,
                    DEFAULT.window,
                    DEFAULT.offences,
                    List.of(),
                    DEFAULT.firstBan,
                    DEFAULT.longestBan);

    public GuardSettings {
        perSecond = Map.copyOf(perSecond);
        offences = Map.copyOf(offences);
        scanners = scanners.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    }

    /** The same with other lists. */
    public GuardSettings with(Networks others) {
        return new GuardSettings(
                enabled, others, perSecond, window, offences, scanners, firstBan, longestBan);
    }

    int perSecond(Beginning beginning) {
        return Objects.requireNonNull(perSecond.get(beginning), beginning::name);
    }
}
