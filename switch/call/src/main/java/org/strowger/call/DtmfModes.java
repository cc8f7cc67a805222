package org.strowger.call;

import java.util.Map;
import org.strowger.sip.Caller;
import org.strowger.sip.OutgoingCall;

/**
 * Whose keys come and go in another way than {@link DtmfMode#AUTO}. Immutable.
 *
 * @param users by name
 * @param trunks by name
 */
public record DtmfModes(Map<String, DtmfMode> users, Map<String, DtmfMode> trunks) {

    /** Everybody's by themselves. */
    public static final DtmfModes AUTO = new DtmfModes(Map.of(), Map.of());

    public DtmfModes {
        users = Map.copyOf(users);
        trunks = Map.copyOf(trunks);
    }

    DtmfMode of(Caller caller) {
        return switch (caller) {
            case Caller.User(var name) -> users.getOrDefault(name, DtmfMode.AUTO);
            case Caller.Trunk(var name) -> trunks.getOrDefault(name, DtmfMode.AUTO);
            case Caller.Anonymous _ -> DtmfMode.AUTO;
        };
    }

    /** Of a trunk that overflows into another it is the first one's. */
    DtmfMode of(OutgoingCall.Target target) {
        return switch (target) {
            case OutgoingCall.Target.User(var name, _) -> users.getOrDefault(name, DtmfMode.AUTO);
            case OutgoingCall.Target.Trunk(var name, _) -> trunks.getOrDefault(name, DtmfMode.AUTO);
        };
    }
}
