package org.strowger.sip.core;

import java.util.List;

/**
 * A final response that needs no state.
 *
 * @param headers whole lines without CRLF
 */
record Refusal(int status, List<String> headers) {

    static Refusal of(int status, String... headers) {
        return new Refusal(status, List.of(headers));
    }
}
