package org.strowger.call;

/** Keeps what users set over a restart. On the signalling thread; must not wait. */
@FunctionalInterface
public interface SettingsLog {

    /** The user's settings are these now. */
    void set(String user, UserSettings now);
}
