package org.strowger.ivr;

/** The sixteen keys of a telephone (RFC 4733, section 3.2). */
final class Keys {

    static final String ALL = "0123456789*#ABCD";

    private Keys() {}

    static boolean isKey(char key) {
        return ALL.indexOf(key) >= 0;
    }
}
