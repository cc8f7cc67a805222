package org.strowger.sip.locate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.strowger.sip.Flow.Transport;

/** RFC 3263, section 4, against zones that are written down here. */
class ServerLocatorTest {

    private final Zone zone =
            new Zone(
                    """
                    full.test. 900 IN NAPTR 50 50 "s" "SIPS+D2T" "" _sips._tcp.full.test.
                    full.test. 900 IN NAPTR 90 50 "s" "SIP+D2U" "" _sip._udp.full.test.
                    _sips._tcp.full.test. 600 IN SRV 1 10 5061 a.test.
                    _sip._udp.full.test. 600 IN SRV 1 10 5060 a.test.
                    other.test. 900 IN NAPTR 10 10 "s" "SIP+D2SCTP" "" _sip._sctp.other.test.
                    other.test. 900 IN NAPTR 20 10 "s" "SIP+D2T" "" _sip._tcp.other.test.
                    _sip._tcp.other.test. 600 IN SRV 20 0 5062 b.test.
                    _sip._tcp.other.test. 600 IN SRV 10 30 5060 a.test.
                    _sip._udp.srv.test. 10 IN SRV 1 1 6000 a.test.
                    _sip._udp.gone.test. 600 IN SRV 0 0 0 .
                    gone.test. 600 IN A 127.0.0.99
                    a.test. 5000 IN A 127.0.0.11
                    a.test. 5000 IN AAAA ::11
                    b.test. 7200 IN A 127.0.0.12
                    b.test. 7200 IN A 127.0.0.13
                    """);

    private static final Set<Transport> ALL =
            EnumSet.of(Transport.UDP, Transport.TCP, Transport.TLS);
    private static final List<StandardProtocolFamily> IPV4 = List.of(StandardProtocolFamily.INET);

    private List<String> located(String host, int port, @Nullable Transport transport)
            throws IOException {
        return located(new ServerName(host, port, transport), ALL);
    }

    private List<String> located(ServerName name, Set<Transport> spoken) throws IOException {
        return new ServerLocator(zone, spoken, IPV4)
                .locate(name).servers().stream()
                        .map(one ->
                                "%s %s:%d %d/%d"
                                        .formatted(
                                                one.transport(),
                                                one.address().getAddress().getHostAddress(),
                                                one.address().getPort(),
                                                one.priority(),
                                                one.weight()))
                        .toList();
    }

    @Test
    void takesTheTransportThatPointersPrefer() throws IOException {
        assertEquals(List.of("TLS 127.0.0.11:5061 1/10"), located("full.test", 0, null));
        assertEquals(
                List.of(
                        "TCP 127.0.0.11:5060 10/30",
                        "TCP 127.0.0.12:5062 20/0",
                        "TCP 127.0.0.13:5062 20/0"),
                located("other.test", 0, null));
    }

    @Test
    void takesServicesWithoutPointersAndAddressesWithoutServices() throws IOException {
        assertEquals(List.of("UDP 127.0.0.11:6000 1/1"), located("srv.test", 0, null));
        assertEquals(
                List.of("UDP 127.0.0.12:5060 0/0", "UDP 127.0.0.13:5060 0/0"),
                located("b.test", 0, null));
        assertEquals(List.of("TLS 127.0.0.11:5061 0/0"), located("a.test", 0, Transport.TLS));
        assertEquals(List.of("UDP 127.0.0.11:5060 1/10"), located("full.test", 0, Transport.UDP));
    }

    @Test
    void aPortMeansTheHostItself() throws IOException {
        assertEquals(List.of("UDP 127.0.0.11:7000 0/0"), located("a.test", 7000, null));
        assertEquals(List.of("TCP 127.0.0.11:7000 0/0"), located("a.test", 7000, Transport.TCP));
    }

    @Test
    void aLiteralAddressIsNotLookedUp() throws IOException {
        zone.broken = true;
        assertEquals(List.of("UDP 127.0.0.5:5060 0/0"), located("127.0.0.5", 0, null));
        assertEquals(List.of("TLS 127.0.0.5:5061 0/0"), located("127.0.0.5", 0, Transport.TLS));
    }

    @Test
    void looksForTheFamilyThatWeCanSpeak() throws IOException {
        var name = new ServerName("full.test", 0, Transport.UDP);
        var location =
                new ServerLocator(zone, ALL, List.of(StandardProtocolFamily.INET6)).locate(name);
        assertEquals(1, location.servers().size());
        var address = location.servers().getFirst().address().getAddress();
        assertEquals("0:0:0:0:0:0:0:11", address.getHostAddress());
    }

    @Test
    void ofBothFamiliesThePreferredGoesFirstAndTheOrderOfSrvBeforeIt() throws IOException {
        var both = List.of(StandardProtocolFamily.INET6, StandardProtocolFamily.INET);
        var locator = new ServerLocator(zone, ALL, both);
        var name = new ServerName("other.test", 0, Transport.TCP);
        var found =
                locator.locate(name).servers().stream()
                        .map(at -> at.address().getAddress().getHostAddress())
                        .toList();
        assertEquals(List.of("0:0:0:0:0:0:0:11", "127.0.0.11", "127.0.0.12", "127.0.0.13"), found);
    }

    @Test
    void livesAsLongAsTheShortestOfItsRecordsWithinLimits() throws IOException {
        var locator = new ServerLocator(zone, ALL, IPV4);
        assertEquals(600, seconds(locator, "full.test"));
        assertEquals(10, seconds(locator, "srv.test"));
        assertEquals(3_600, seconds(locator, "b.test"), "two hours are too long to be wrong");
    }

    private static long seconds(ServerLocator locator, String host) throws IOException {
        return locator.locate(new ServerName(host, 0, null)).life().toSeconds();
    }

    @Test
    void saysWhatIsNotThereAndWhatCannotBeSaid() {
        assertThrows(UnknownServerException.class, () -> located("nobody.test", 0, null));
        zone.broken = true;
        var e = assertThrows(IOException.class, () -> located("a.test", 0, null));
        assertTrue(!(e instanceof UnknownServerException));
    }

    @Test
    void aServiceThatIsSaidNotToBeThereIsNotLookedForElsewhere() {
        assertThrows(UnknownServerException.class, () -> located("gone.test", 0, Transport.UDP));
        assertThrows(UnknownServerException.class, () -> located("gone.test", 0, null));
    }

    @Test
    void aTransportThatWeDoNotSpeakIsPassedOver() throws IOException {
        var full = new ServerName("full.test", 0, null);
        var without = EnumSet.of(Transport.UDP, Transport.TCP);
        assertEquals(List.of("UDP 127.0.0.11:5060 1/10"), located(full, without));
        assertThrows(
                UnknownServerException.class,
                () -> located(new ServerName("other.test", 0, null), EnumSet.of(Transport.UDP)));
    }

    @Test
    void oneServerThatCannotBeLookedUpDoesNotHideTheOthers() throws IOException {
        zone.lame = "b.test.";
        var name = new ServerName("other.test", 0, null);
        var location = new ServerLocator(zone, ALL, IPV4).locate(name);
        assertEquals(1, location.servers().size());
        assertFalse(location.complete());
        zone.lame = "a.test.";
        assertThrows(IOException.class, () -> located("srv.test", 0, null));
    }

    @Test
    void anAddressThatNobodyIsAtIsNone() {
        var bad = new Zone("bad.test. 60 IN A 0.0.0.0\nbad.test. 60 IN A 224.0.0.1\n");
        var locator = new ServerLocator(bad, ALL, IPV4);
        assertThrows(
                UnknownServerException.class,
                () -> locator.locate(new ServerName("bad.test", 5_060, null)));
    }

    @Test
    void aNameHasADotAndIsNoNumber() {
        for (var good : List.of("sip.carrier.example", "a.b", "4930.example", "xn--bcher-kva.de")) {
            assertTrue(ServerName.isName(good), good);
        }
        var bad = List.of("localhost", "1.2.3.4", "1.2.3", "a..b", "-a.b", "a-.b", "a.b.", "a_b.c");
        for (var text : bad) {
            assertFalse(ServerName.isName(text), text);
        }
        assertFalse(ServerName.isName("a".repeat(64) + ".example"));
        assertFalse(ServerName.isName("abc.".repeat(64) + "example"));
    }

    @Test
    void asksARealNameServer() throws Exception {
        BlockingQueue<String> told = new LinkedBlockingQueue<>();
        var names =
                List.of(
                        new ServerName("other.test", 0, null),
                        new ServerName("nobody.test", 0, null));
        try (var server = new TinyNameServer(zone);
                var _ =
                        NameWatch.start(
                                names,
                                new NameSettings(server.address(), NameSettings.LEAST, ALL, IPV4),
                                (name, places) -> told.add(name.host() + ' ' + places.size()))) {
            assertEquals("other.test 3", told.poll(20, TimeUnit.SECONDS));
            assertEquals(0, told.size());
        }
    }
}
