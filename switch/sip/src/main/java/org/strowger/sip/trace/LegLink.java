package org.strowger.sip.trace;

/** The dialogs of these two Call-IDs are legs of one call. */
public record LegLink(String callId, String otherCallId) implements Traced {}
