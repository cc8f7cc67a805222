package org.strowger.sip;

/**
 * What a user's phone is told of a call beside From.
 *
 * @param call the id of the call here, for {@code X-Strowger-Call}; empty for none
 * @param asserted whether P-Asserted-Identity says who calls (RFC 3325); never who wants not to be
 *     known
 * @param answersItself whether the phone is asked to answer at once: {@code Call-Info} with {@code
 *     answer-after=0}, and {@code Alert-Info} with {@code info=alert-autoanswer}. No standard has
 *     either, and which a phone knows depends on who made it
 */
public record Presentation(String call, boolean asserted, boolean answersItself) {

    /** Nothing. */
    public static final Presentation NONE = new Presentation("", false, false);
}
