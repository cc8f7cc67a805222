package org.strowger.sip.sdp;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.strowger.sip.sdp.AudioDescription.Direction;
import org.strowger.sip.sdp.RemoteSession.MediaLine;
import org.strowger.sip.sdp.Security.Profile;

/** One pass over one description; used once. */
final class SdpReader {

    private static final int FIRST_DYNAMIC = 96;
    private static final int PAYLOAD_TYPES = 128;
    private static final int MAX_PORT = 65_535;
    private static final String SETUP = "setup:";
    private static final String FINGERPRINT = "fingerprint:";
    private static final Codec[] CODECS = Codec.values();

    private final List<MediaLine> lines = new ArrayList<>();
    private @Nullable InetAddress sessionAddress;
    private Direction sessionDirection = Direction.SENDRECV;
    private final Ice.Lines sessionIce = new Ice.Lines();
    private @Nullable String sessionSetup;
    private @Nullable String sessionFingerprint;

    /** The media section being read; null in the session's part, and in one we do not look at. */
    private @Nullable Section current;

    private @Nullable Section chosen;

    /** An audio line of a profile that we know and what follows it. */
    private static final class Section {
        final int line;
        final int port;
        final Profile profile;
        final List<String> formats;
        final List<CryptoAttribute> crypto = new ArrayList<>();
        int cryptoLines;
        final Ice.Lines ice = new Ice.Lines();
        @Nullable String setup;
        @Nullable String fingerprint;
        final @Nullable String[] encodings = new @Nullable String[PAYLOAD_TYPES];
        @Nullable InetAddress address;
        @Nullable Direction direction;
        boolean rtcpMux;
        int rtcpPort;

        Section(int line, int port, Profile profile, List<String> formats) {
            this.line = line;
            this.port = port;
            this.profile = profile;
            this.formats = formats;
        }
    }

    RemoteSession read(byte[] body) throws MalformedSdpException {
        if (body.length > SessionDescriptions.MAX_OCTETS) {
            throw new MalformedSdpException("more than 16 KiB");
        }
        var text = new String(body, StandardCharsets.UTF_8);
        if (!text.startsWith("v=0\r\n") && !text.startsWith("v=0\n")) {
            throw new MalformedSdpException("does not begin with v=0");
        }
        int start = 0;
        while (start < text.length()) {
            int end = text.indexOf('\n', start);
            end = end < 0 ? text.length() : end;
            line(text, start, withoutSpace(text, start, end));
            start = end + 1;
        }
        return result();
    }

    /** Where a line ends when white space at its end does not count. */
    private static int withoutSpace(String text, int start, int end) {
        int at = end;
        while (at > start && Character.isWhitespace(text.charAt(at - 1))) {
            at--;
        }
        return at;
    }

    private void line(String text, int start, int end) throws MalformedSdpException {
        if (start == end) {
            return; // Some senders end with an empty line.
        }
        int value = start + 2;
        if (value > end || text.charAt(start + 1) != '=') {
            throw new MalformedSdpException("a line is not type=value");
        }
        switch (text.charAt(start)) {
            case 'm' -> media(text.substring(value, end));
            case 'c' -> connection(text.substring(value, end));
            case 'a' -> attribute(text.substring(value, end));
            default -> {} // The rest says nothing that we decide by.
        }
    }

    private void media(String value) throws MalformedSdpException {
        if (lines.size() == SessionDescriptions.MAX_MEDIA_LINES) {
            throw new MalformedSdpException("more than 20 media lines");
        }
        var words = words(value);
        if (words.size() < 4 || words.get(3).isBlank()) {
            throw new MalformedSdpException("a media line is not media port transport formats");
        }
        var media = words.get(0);
        var transport = words.get(2);
        int port = port(words.get(1));
        int number = lines.size();
        lines.add(new MediaLine(media, transport, words.get(3)));
        current = null;
        var profile = Profile.of(transport);
        if (media.equals("audio") && profile != null && isBetter(port, profile)) {
            current = new Section(number, port, profile, words.subList(3, words.size()));
            chosen = current;
        }
    }

    /** What stands between spaces; a regular expression would cost more than all the rest. */
    private static List<String> words(String value) {
        var words = new ArrayList<String>();
        int from = 0;
        while (from < value.length()) {
            int space = value.indexOf(' ', from);
            int end = space < 0 ? value.length() : space;
            words.add(value.substring(from, end));
            from = end;
            while (from < value.length() && value.charAt(from) == ' ') {
                from++;
            }
        }
        return words;
    }

    /**
     * The first that is not refused; of several the plain one, as each of them is the same voice.
     */
    private boolean isBetter(int port, Profile profile) {
        return chosen == null
                || (port != 0
                        && (chosen.port == 0
                                || (chosen.profile.isSecure() && !profile.isSecure())));
    }

    /** {@code 49170} or {@code 49170/2}. */
    private static int port(String text) throws MalformedSdpException {
        int slash = text.indexOf('/');
        int port = number(slash < 0 ? text : text.substring(0, slash), MAX_PORT);
        if (port < 0) {
            throw new MalformedSdpException("a media line's port is no port");
        }
        return port;
    }

    private static int number(String digits, int limit) {
        if (digits.isEmpty() || digits.length() > 5) {
            return -1;
        }
        int number = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number <= limit ? number : -1;
    }

    /** {@code IN IP4 192.0.2.1}. A stream that we do not look at may say what it likes. */
    private void connection(String value) throws MalformedSdpException {
        if (lines.isEmpty()) {
            sessionAddress = address(value);
        } else if (current != null) {
            current.address = address(value);
        }
    }

    private static InetAddress address(String value) throws MalformedSdpException {
        var words = words(value);
        try {
            if (words.size() == 3 && words.get(0).equals("IN")) {
                var address = literal(words.get(1), words.get(2));
                if (address != null && !address.isMulticastAddress()) {
                    return address;
                }
            }
        } catch (IllegalArgumentException _) {
            // No literal address; said below.
        }
        throw new MalformedSdpException("a connection address is no literal unicast address");
    }

    private static @Nullable InetAddress literal(String type, String text) {
        // The JDK also reads 127.1 and numbers, and a scope that names one of our interfaces.
        return switch (type) {
            case "IP4" ->
                    hasThreeDots(text) && !text.startsWith("255.255.255.255")
                            ? Inet4Address.ofLiteral(text)
                            : null;
            case "IP6" ->
                    text.indexOf(':') >= 0 && text.indexOf('%') < 0 && text.indexOf('[') < 0
                            ? Inet6Address.ofLiteral(text)
                            : null;
            default -> null;
        };
    }

    private static boolean hasThreeDots(String text) {
        int dots = 0;
        for (int i = 0; i < text.length(); i++) {
            dots += text.charAt(i) == '.' ? 1 : 0;
        }
        return dots == 3;
    }

    private void attribute(String value) {
        var direction = direction(value);
        if (lines.isEmpty()) {
            sessionDirection = direction == null ? sessionDirection : direction;
            sessionIce.read(value);
            sessionSetup = value(sessionSetup, value, SETUP);
            sessionFingerprint = fingerprint(sessionFingerprint, value);
        } else if (current != null) {
            if (direction != null) {
                current.direction = direction;
            } else if (value.equals("rtcp-mux")) {
                current.rtcpMux = true;
            } else if (value.startsWith("rtcp:")) {
                current.rtcpPort = rtcpPort(value.substring("rtcp:".length()));
            } else if (value.startsWith("rtpmap:")) {
                encoding(current, value.substring("rtpmap:".length()));
            } else if (value.startsWith("crypto:")) {
                crypto(current, value.substring("crypto:".length()));
            } else {
                current.ice.read(value);
                current.setup = value(current.setup, value, SETUP);
                current.fingerprint = fingerprint(current.fingerprint, value);
            }
        }
    }

    /**
     * {@code 53020}, or {@code 53020 IN IP4 192.0.2.1}, of which only the port counts: RTCP goes to
     * the machine that voice goes to, or nowhere. 0 for what is none.
     */
    private static int rtcpPort(String value) {
        int space = value.indexOf(' ');
        return Math.max(0, number(space < 0 ? value : value.substring(0, space), MAX_PORT));
    }

    /** What stands behind that name, of several the first. */
    private static @Nullable String value(@Nullable String first, String text, String name) {
        return first == null && text.startsWith(name) ? text.substring(name.length()) : first;
    }

    /** Of several the first that is strong enough (RFC 8122, section 5), or the first. */
    private static @Nullable String fingerprint(@Nullable String first, String text) {
        var said = value(null, text, FINGERPRINT);
        if (said == null || first == null) {
            return said == null ? first : said;
        }
        return Dtls.isStrong(said) && !Dtls.isStrong(first) ? said : first;
    }

    private static void crypto(Section section, String value) {
        section.cryptoLines++;
        var read = section.cryptoLines > CryptoAttribute.MOST ? null : CryptoAttribute.read(value);
        if (read != null) {
            section.crypto.add(read);
        }
    }

    private static @Nullable Direction direction(String value) {
        return switch (value) {
            case "sendrecv" -> Direction.SENDRECV;
            case "sendonly" -> Direction.SENDONLY;
            case "recvonly" -> Direction.RECVONLY;
            case "inactive" -> Direction.INACTIVE;
            default -> null;
        };
    }

    /** {@code 96 telephone-event/8000}. */
    private static void encoding(Section section, String value) {
        int space = value.indexOf(' ');
        int payloadType = space < 0 ? -1 : number(value.substring(0, space), PAYLOAD_TYPES - 1);
        if (payloadType >= 0) {
            section.encodings[payloadType] = value.substring(space).strip();
        }
    }

    private RemoteSession result() throws MalformedSdpException {
        if (chosen == null) {
            return new RemoteSession(null, lines, -1);
        }
        var address = chosen.address == null ? sessionAddress : chosen.address;
        if (address == null) {
            throw new MalformedSdpException("the audio stream has no connection address");
        }
        var direction = chosen.direction == null ? sessionDirection : chosen.direction;
        var ice = chosen.ice.in(sessionIce);
        boolean held = ice == null && address.isAnyLocalAddress(); // With ICE it is only unknown.
        var audio =
                new AudioDescription(
                        new InetSocketAddress(address, chosen.port),
                        codecs(chosen),
                        dynamic(chosen, "telephone-event/8000"),
                        held ? withoutReceiving(direction) : direction,
                        chosen.rtcpMux,
                        types(chosen),
                        chosen.rtcpPort,
                        security(chosen),
                        ice);
        return new RemoteSession(audio, lines, chosen.line);
    }

    private Security security(Section section) {
        var dtls =
                Dtls.read(
                        section.setup == null ? sessionSetup : section.setup,
                        section.fingerprint == null ? sessionFingerprint : section.fingerprint);
        return section.profile.isSecure() || !section.crypto.isEmpty() || dtls != null
                ? new Security(section.profile, section.crypto, dtls)
                : Security.NONE;
    }

    private static Direction withoutReceiving(Direction direction) {
        return switch (direction) {
            case SENDRECV, SENDONLY -> Direction.SENDONLY;
            case RECVONLY, INACTIVE -> Direction.INACTIVE;
        };
    }

    private static List<Codec> codecs(Section section) {
        var codecs = new ArrayList<Codec>();
        for (var format : section.formats) {
            var codec = codec(section, number(format, PAYLOAD_TYPES - 1));
            if (codec != null && !codecs.contains(codec)) {
                codecs.add(codec);
            }
        }
        return codecs;
    }

    /** A static payload type needs no rtpmap, but one that says something else is believed. */
    private static @Nullable Codec codec(Section section, int payloadType) {
        if (payloadType < 0) {
            return null;
        }
        if (payloadType >= FIRST_DYNAMIC) {
            var said = section.encodings[payloadType];
            return Codec.OPUS.encoding().equalsIgnoreCase(said) ? Codec.OPUS : null;
        }
        for (var codec : CODECS) {
            if (codec.payloadType() == payloadType) {
                var encoding = section.encodings[payloadType];
                boolean same =
                        encoding == null
                                || encoding.equalsIgnoreCase(codec.encoding())
                                || encoding.equalsIgnoreCase(codec.encoding() + "/1");
                return same ? codec : null;
            }
        }
        return null;
    }

    private static PayloadTypes types(Section section) {
        int opus = dynamic(section, Codec.OPUS.encoding());
        return opus < 0
                ? PayloadTypes.NONE
                : new PayloadTypes(opus, dynamic(section, "telephone-event/48000"));
    }

    /** The first dynamic payload type of the line that stands for this; -1 for none. */
    private static int dynamic(Section section, String encoding) {
        for (var format : section.formats) {
            int payloadType = number(format, PAYLOAD_TYPES - 1);
            if (payloadType >= FIRST_DYNAMIC
                    && encoding.equalsIgnoreCase(section.encodings[payloadType])) {
                return payloadType;
            }
        }
        return -1;
    }
}
