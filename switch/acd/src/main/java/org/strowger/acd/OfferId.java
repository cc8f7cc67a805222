package org.strowger.acd;

/** One attempt to ring one agent for one caller; counts up from 1 and is never used again. */
public record OfferId(long value) {}
