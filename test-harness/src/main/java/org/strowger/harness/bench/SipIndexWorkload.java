package org.strowger.harness.bench;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.strowger.sip.message.MalformedSipMessageException;
import org.strowger.sip.message.SipIndex;

/** The lexical index of an INVITE with SDP, as a phone sends it. */
@State(Scope.Thread)
public class SipIndexWorkload {

    private final byte[] octets = CallerTexts.invite(1);

    /** One INVITE. */
    @Benchmark
    public SipIndex index() throws MalformedSipMessageException {
        return SipIndex.of(octets);
    }
}
