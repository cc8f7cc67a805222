package org.strowger.call;

import java.util.Map;
import org.strowger.sip.Caller;
import org.strowger.sip.OutgoingCall;

/**
 * Whose voice is encrypted. Immutable.
 *
 * @param usual of who is in neither map, strangers too
 * @param users by name
 * @param trunks by name
 * @param keysInClear whether keys may stand in descriptions that somebody on the way can read
 */
public record SrtpRules(
        SrtpMode usual,
        Map<String, SrtpMode> users,
        Map<String, SrtpMode> trunks,
        boolean keysInClear) {

    /** Nobody's. */
    public static final SrtpRules OFF = new SrtpRules(SrtpMode.OFF, Map.of(), Map.of(), false);

    public SrtpRules {
        users = Map.copyOf(users);
        trunks = Map.copyOf(trunks);
    }

    /** Whether nobody's voice is encrypted. */
    public boolean areOff() {
        return usual == SrtpMode.OFF
                && users.values().stream().allMatch(SrtpMode.OFF::equals)
                && trunks.values().stream().allMatch(SrtpMode.OFF::equals);
    }

    SrtpMode of(Caller caller) {
        return switch (caller) {
            case Caller.User(var name) -> users.getOrDefault(name, usual);
            case Caller.Trunk(var name) -> trunks.getOrDefault(name, usual);
            case Caller.Anonymous _ -> usual;
        };
    }

    /** Of a trunk that overflows into another it is the first one's. */
    SrtpMode of(OutgoingCall.Target target) {
        return switch (target) {
            case OutgoingCall.Target.User(var name, _) -> users.getOrDefault(name, usual);
            case OutgoingCall.Target.Trunk(var name, _) -> trunks.getOrDefault(name, usual);
        };
    }
}
