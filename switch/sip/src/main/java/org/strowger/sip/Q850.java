package org.strowger.sip;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Why a call was cleared, in the words of the telephone network (ITU-T Q.850), and what that is in
 * SIP: RFC 3398, section 7.2.4.1.
 */
public enum Q850 {
    UNALLOCATED_NUMBER(1, 404),
    NO_ROUTE_TO_NETWORK(2, 404),
    NO_ROUTE_TO_DESTINATION(3, 404),
    /** Nothing that went wrong: it says no more than that the call is over. */
    NORMAL_CLEARING(16, 0),
    USER_BUSY(17, 486),
    NO_USER_RESPONDING(18, 408),
    NO_ANSWER(19, 480),
    SUBSCRIBER_ABSENT(20, 480),
    CALL_REJECTED(21, 403),
    NUMBER_CHANGED(22, 410),
    REDIRECTED(23, 410),
    NON_SELECTED_USER_CLEARING(26, 404),
    DESTINATION_OUT_OF_ORDER(27, 502),
    ADDRESS_INCOMPLETE(28, 484),
    FACILITY_REJECTED(29, 501),
    NORMAL_UNSPECIFIED(31, 480),
    NO_CIRCUIT(34, 503),
    NETWORK_OUT_OF_ORDER(38, 503),
    TEMPORARY_FAILURE(41, 503),
    CONGESTION(42, 503),
    RESOURCE_UNAVAILABLE(47, 503),
    INCOMING_BARRED(55, 403),
    BEARER_NOT_AUTHORIZED(57, 403),
    BEARER_NOT_AVAILABLE(58, 503),
    BEARER_NOT_IMPLEMENTED(65, 488),
    RESTRICTED_BEARER_ONLY(70, 488),
    SERVICE_NOT_IMPLEMENTED(79, 501),
    NOT_MEMBER_OF_GROUP(87, 403),
    INCOMPATIBLE_DESTINATION(88, 503),
    TIMER_EXPIRED(102, 504),
    PROTOCOL_ERROR(111, 500),
    INTERWORKING(127, 500);

    /** Responses that gateways give for many causes: there the cause says more. */
    private static final Set<Integer> VAGUE = Set.of(480, 500, 502, 503, 504);

    private final int cause;
    private final int status;

    Q850(int cause, int status) {
        this.cause = cause;
        this.status = status;
    }

    /** The number in a Reason header. */
    public int cause() {
        return cause;
    }

    /** The final response that says the same; 0 for none. */
    public int status() {
        return status;
    }

    /**
     * The response that says best what happened.
     *
     * @param status of the final response that came
     * @param cause that it had in its Reason header; 0 for none
     */
    public static int status(int status, int cause) {
        if (!VAGUE.contains(status)) {
            return status;
        }
        var known = known(cause);
        return known == null || known.status == 0 ? status : known.status;
    }

    /**
     * The cause in words, for people.
     *
     * @param unknown what is said of a cause that is not in the table
     */
    public static String words(int cause, String unknown) {
        var known = known(cause);
        if (known == null) {
            return unknown;
        }
        var name = known.name();
        return name.charAt(0) + name.substring(1).replace('_', ' ').toLowerCase(Locale.ROOT);
    }

    /** The status for a cause that no response came with; 0 where nothing went wrong. */
    static int statusOf(int cause) {
        var known = known(cause);
        return known == null ? 0 : known.status;
    }

    private static @Nullable Q850 known(int cause) {
        for (var known : values()) {
            if (known.cause == cause) {
                return known;
            }
        }
        return null;
    }

    /**
     * The cause for a final response (RFC 3398, section 8.2.6.1).
     *
     * @return 0 below 300
     */
    public static int causeOf(int status) {
        return switch (status) {
            case 401, 402, 403, 407, 603 -> CALL_REJECTED.cause;
            case 404, 485, 604 -> UNALLOCATED_NUMBER.cause;
            case 405 -> 63; // Service or option not available
            case 406, 415, 501 -> SERVICE_NOT_IMPLEMENTED.cause;
            case 408, 504 -> TIMER_EXPIRED.cause;
            case 410 -> NUMBER_CHANGED.cause;
            case 480 -> NO_USER_RESPONDING.cause;
            case 482, 483 -> 25; // Exchange routing error
            case 484 -> ADDRESS_INCOMPLETE.cause;
            case 486, 600 -> USER_BUSY.cause;
            case 487 -> NORMAL_CLEARING.cause; // The RFC leaves it open: the caller has gone.
            case 488, 606 -> BEARER_NOT_IMPLEMENTED.cause; // It leaves this to the Warning header.
            case 400, 481, 500, 503 -> TEMPORARY_FAILURE.cause;
            case 502 -> NETWORK_OUT_OF_ORDER.cause;
            default -> status < 300 ? 0 : INTERWORKING.cause;
        };
    }
}
