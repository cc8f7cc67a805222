package org.strowger.sip.sdp;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.strowger.sip.sdp.AudioDescription.Direction;
import org.strowger.sip.sdp.RemoteSession.MediaLine;

/** One pass over one description; used once. */
final class SdpReader {

    private static final int FIRST_DYNAMIC = 96;
    private static final int PAYLOAD_TYPES = 128;
    private static final int MAX_PORT = 65_535;

    private final List<MediaLine> lines = new ArrayList<>();
    private @Nullable InetAddress sessionAddress;
    private Direction sessionDirection = Direction.SENDRECV;

    /** The media section being read; null in the session's part, and in one we do not look at. */
    private @Nullable Section current;

    private @Nullable Section chosen;

    /** An audio line over RTP/AVP and what follows it. */
    private static final class Section {
        final int line;
        final int port;
        final String[] formats;
        final @Nullable String[] encodings = new @Nullable String[PAYLOAD_TYPES];
        @Nullable InetAddress address;
        @Nullable Direction direction;
        boolean rtcpMux;

        Section(int line, int port, String[] formats) {
            this.line = line;
            this.port = port;
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
            line(text.substring(start, end).stripTrailing());
            start = end + 1;
        }
        return result();
    }

    private void line(String line) throws MalformedSdpException {
        if (line.isEmpty()) {
            return; // Some senders end with an empty line.
        }
        if (line.length() < 2 || line.charAt(1) != '=') {
            throw new MalformedSdpException("a line is not type=value");
        }
        var value = line.substring(2);
        switch (line.charAt(0)) {
            case 'm' -> media(value);
            case 'c' -> connection(value);
            case 'a' -> attribute(value);
            default -> {} // The rest says nothing that we decide by.
        }
    }

    private void media(String value) throws MalformedSdpException {
        if (lines.size() == SessionDescriptions.MAX_MEDIA_LINES) {
            throw new MalformedSdpException("more than 20 media lines");
        }
        var parts = value.split(" +", 4);
        if (parts.length < 4 || parts[3].isBlank()) {
            throw new MalformedSdpException("a media line is not media port transport formats");
        }
        var formats = parts[3].strip().split(" +", -1);
        int port = port(parts[1]);
        int number = lines.size();
        lines.add(new MediaLine(parts[0], parts[2], formats[0]));
        current = null;
        if (parts[0].equals("audio") && parts[2].equals("RTP/AVP") && isBetter(port)) {
            current = new Section(number, port, formats);
            chosen = current;
        }
    }

    private boolean isBetter(int port) {
        return chosen == null || (chosen.port == 0 && port != 0);
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
        var parts = value.split(" +", -1);
        try {
            if (parts.length == 3 && parts[0].equals("IN")) {
                var address = literal(parts[1], parts[2]);
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
                    text.chars().filter(c -> c == '.').count() == 3
                                    && !text.startsWith("255.255.255.255")
                            ? Inet4Address.ofLiteral(text)
                            : null;
            case "IP6" ->
                    text.indexOf(':') >= 0 && text.indexOf('%') < 0 && text.indexOf('[') < 0
                            ? Inet6Address.ofLiteral(text)
                            : null;
            default -> null;
        };
    }

    private void attribute(String value) {
        var direction = direction(value);
        if (lines.isEmpty()) {
            sessionDirection = direction == null ? sessionDirection : direction;
        } else if (current != null) {
            if (direction != null) {
                current.direction = direction;
            } else if (value.equals("rtcp-mux")) {
                current.rtcpMux = true;
            } else if (value.startsWith("rtpmap:")) {
                encoding(current, value.substring("rtpmap:".length()));
            }
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
            section.encodings[payloadType] =
                    value.substring(space).strip().toLowerCase(Locale.ROOT);
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
        var audio =
                new AudioDescription(
                        new InetSocketAddress(address, chosen.port),
                        codecs(chosen),
                        telephoneEvent(chosen),
                        address.isAnyLocalAddress() ? withoutReceiving(direction) : direction,
                        chosen.rtcpMux);
        return new RemoteSession(audio, lines, chosen.line);
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
        for (var codec : Codec.values()) {
            if (codec.payloadType() == payloadType) {
                var encoding = section.encodings[payloadType];
                var name = codec.name().toLowerCase(Locale.ROOT) + "/8000";
                boolean same =
                        encoding == null || encoding.equals(name) || encoding.equals(name + "/1");
                return same ? codec : null;
            }
        }
        return null;
    }

    private static int telephoneEvent(Section section) {
        for (var format : section.formats) {
            int payloadType = number(format, PAYLOAD_TYPES - 1);
            if (payloadType >= FIRST_DYNAMIC
                    && "telephone-event/8000".equals(section.encodings[payloadType])) {
                return payloadType;
            }
        }
        return -1;
    }
}
