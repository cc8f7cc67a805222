package org.strowger.sip.core;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A dialog as the Replaces header names it (RFC 3891, section 6.1), seen from the side that gets
 * the INVITE: that is us.
 *
 * @param toTag our tag
 * @param fromTag the other side's
 * @param earlyOnly whether it shall be replaced only while it is not answered
 */
record Replaces(String callId, String toTag, String fromTag, boolean earlyOnly) {

    /** Reads a header's value; null for one without sense. */
    static @Nullable Replaces read(String value) {
        var parts = value.split(";", -1);
        String toTag = null;
        String fromTag = null;
        boolean earlyOnly = false;
        for (int i = 1; i < parts.length; i++) {
            var parameter = parts[i].strip();
            if (startsWith(parameter, "to-tag=")) {
                if (toTag != null) {
                    return null;
                }
                toTag = parameter.substring("to-tag=".length());
            } else if (startsWith(parameter, "from-tag=")) {
                if (fromTag != null) {
                    return null;
                }
                fromTag = parameter.substring("from-tag=".length());
            } else {
                earlyOnly |= parameter.equalsIgnoreCase("early-only");
            }
        }
        var callId = parts[0].strip();
        return callId.isEmpty() || toTag == null || fromTag == null
                ? null
                : new Replaces(callId, toTag, fromTag, earlyOnly);
    }

    /**
     * The same as we see it. Who has it from a dialog document (RFC 4235) may say it as the phone
     * would, whose dialog that is: then our tag stands where the phone's should.
     */
    Replaces seenBy(Map<String, Leg> legs) {
        return legs.containsKey(toTag) || !legs.containsKey(fromTag)
                ? this
                : new Replaces(callId, /* toTag= */ fromTag, /* fromTag= */ toTag, earlyOnly);
    }

    private static boolean startsWith(String parameter, String name) {
        return parameter.regionMatches(true, 0, name, 0, name.length());
    }

    /** The leg whose dialog it is, an early one of ours too; null when there is none. */
    @Nullable Leg find(Map<String, Leg> legs) {
        var leg = legs.get(toTag);
        return leg != null && leg.sipCallId().equals(callId) && isWith(leg) ? leg : null;
    }

    private boolean isWith(Leg leg) {
        var dialog = leg.dialog();
        return dialog == null ? leg.rings(fromTag) : dialog.isFrom(fromTag);
    }
}
