package org.strowger.server.conf;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.strowger.base.YamlFile;
import org.strowger.sip.locate.NameSettings;
import tools.jackson.databind.JsonNode;

/** What {@code sip} says of TLS and WebSocket, and of names. */
record TransportReader(YamlFile file, JsonNode sip) {

    private static final int DNS_PORT = 53;

    /** Null when nothing is secure. */
    SwitchConf.@Nullable Tls tls() {
        var tls = sip.path("tls");
        if (tls.isMissingNode()) {
            return null;
        }
        if (tls.has("certificate") != tls.has("key")) {
            throw file.wrong(
                    tls.get(tls.has("key") ? "key" : "certificate"),
                    "certificate and key belong together: give both or none");
        }
        var auth = tls.path("client-auth").asString(tls.has("client-ca") ? "required" : "off");
        var issuers = path(tls, "client-ca");
        if (issuers == null && !auth.equals("off")) {
            throw file.wrong(
                    tls.get("client-auth"),
                    "the issuers of clients' certificates are expected, too: client-ca");
        }
        return new SwitchConf.Tls(
                tls.get("port").asInt(),
                path(tls, "certificate"),
                path(tls, "key"),
                auth.equals("off") ? null : issuers,
                auth.equals("optional"),
                path(tls, "trunk-ca"));
    }

    private @Nullable Path path(JsonNode tls, String key) {
        if (!tls.has(key)) {
            return null;
        }
        var path = file.path().resolveSibling(tls.get(key).asString()).normalize();
        if (!Files.isRegularFile(path)) {
            throw file.wrong(tls.get(key), "there is no such file: " + path);
        }
        return path;
    }

    /**
     * WebSockets.
     *
     * @param addresses where all of SIP listens
     */
    SwitchConf.Web web(List<InetAddress> addresses) {
        boolean loopback = addresses.stream().allMatch(InetAddress::isLoopbackAddress);
        var origins = Set.copyOf(AgentReader.strings(sip.path("origins")));
        for (var key : new String[] {"ws", "wss"}) {
            if (sip.has(key) && origins.isEmpty() && !loopback) {
                throw file.wrong(
                        sip.get(key),
                        "beyond loopback sip.origins must name the pages that may connect");
            }
        }
        if (sip.has("wss") && !sip.has("tls")) {
            throw file.wrong(sip.get("wss"), "wss shows the certificate of sip.tls: set that, too");
        }
        return new SwitchConf.Web(port("ws"), port("wss"), origins);
    }

    /** Whom to ask for the names of trunks' hosts. */
    SwitchConf.Dns dns() {
        var dns = sip.path("dns");
        int least = dns.path("least-s").asInt((int) NameSettings.LEAST.toSeconds());
        if (!dns.has("address")) {
            if (dns.has("port")) {
                throw file.wrong(dns.get("port"), "its address is expected, too");
            }
            return new SwitchConf.Dns(null, least);
        }
        var address = ConfReader.address(file, dns.get("address"));
        var server = new InetSocketAddress(address, dns.path("port").asInt(DNS_PORT));
        return new SwitchConf.Dns(server, least);
    }

    private int port(String key) {
        return sip.path(key).path("port").asInt(0);
    }

    /** Each transport over TCP needs a port of its own. */
    void checkPorts() {
        var taken = new HashMap<Integer, String>();
        taken.put(sip.get("port").asInt(), "sip.port");
        for (var key : new String[] {"tls", "ws", "wss"}) {
            var other = sip.has(key) ? taken.putIfAbsent(port(key), "sip." + key + ".port") : null;
            if (other != null) {
                throw file.wrong(sip.get(key).get("port"), "this is " + other + " already");
            }
        }
    }
}
