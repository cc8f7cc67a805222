package org.strowger.sip.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateParsingException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SelfSignedTest {

    private static final InetAddress IPV4 = InetAddress.ofLiteral("127.0.0.1");
    private static final InetAddress IPV6 = InetAddress.ofLiteral("::1");

    @TempDir private Path folder;

    @Test
    void aSecondAddressNeedsAnotherCertificateAndThenNoMore() throws Exception {
        assertEquals(Set.of(IPV4), names(SelfSigned.in(folder, List.of(IPV4))));
        var both = SelfSigned.in(folder, List.of(IPV4, IPV6));
        assertEquals(Set.of(IPV4, IPV6), names(both));
        var before = Files.readAllBytes(both.certificate());
        SelfSigned.in(folder, List.of(IPV6, IPV4));
        SelfSigned.in(folder, List.of(IPV6));
        assertArrayEquals(before, Files.readAllBytes(both.certificate()));
    }

    private static Set<InetAddress> names(TlsFiles files)
            throws IOException, CertificateParsingException {
        var certificate = Pem.certificates(Files.readAllBytes(files.certificate()))[0];
        return certificate.getSubjectAlternativeNames().stream()
                .map(name -> InetAddress.ofLiteral(String.valueOf(name.get(1))))
                .collect(Collectors.toSet());
    }
}
