package org.strowger.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.strowger.base.Rfc;

class HostPortTest {

    @Rfc(number = 5118, section = "4.1")
    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1",
        "::1, [::1]",
        "1::, [1::]",
        "2001:db8::1, [2001:db8::1]",
        "2001:db8:0:1:0:0:0:1, [2001:db8:0:1::1]",
        "2001:db8:0:0:1:0:0:1, [2001:db8::1:0:0:1]",
        "2001:db8:0:1:1:1:1:1, [2001:db8:0:1:1:1:1:1]",
        "2001:db8:1:1:1:1:1:10, [2001:db8:1:1:1:1:1:10]",
        "2001:DB8::A0:0, [2001:db8::a0:0]",
        "10:0:0:1::2, [10:0:0:1::2]"
    })
    void anAddressIsWrittenAsPeersWriteIt(String literal, String written) {
        var address = InetAddress.ofLiteral(literal);
        assertEquals(written, HostPort.host(address));
        assertEquals(written + ":5060", HostPort.of(new InetSocketAddress(address, 5_060)));
        var bare = HostPort.bare(written);
        assertEquals(address, InetAddress.ofLiteral(bare));
    }
}
