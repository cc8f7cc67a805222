package org.strowger.sip.registrar;

/**
 * What we show when somebody asks us who we are.
 *
 * @param password kept as it is, because the realm is known only when it is asked for; in no log
 */
public record Credentials(String user, String password) {

    @Override
    public String toString() {
        return "Credentials[" + user + ']';
    }
}
