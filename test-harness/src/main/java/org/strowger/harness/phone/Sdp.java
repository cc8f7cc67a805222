package org.strowger.harness.phone;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * The one audio line of a session description (RFC 4566, RFC 3264).
 *
 * @param rtp where its writer wants RTP
 * @param formats payload types in order
 * @param telephoneEvent payload type of RFC 4733 events, or -1
 * @param direction sendrecv, sendonly, recvonly or inactive
 */
public record Sdp(
        InetSocketAddress rtp, List<Integer> formats, int telephoneEvent, String direction) {

    /** Its content type. */
    public static final String TYPE = "application/sdp";

    public Sdp {
        formats = List.copyOf(formats);
    }

    /**
     * Reads the first audio line.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Sdp parse(String text) {
        String address = "";
        String media = "";
        int event = -1;
        String direction = "sendrecv";
        for (var line : text.split("\r?\n", -1)) {
            if (line.startsWith("c=IN IP")) {
                address = line.substring(line.lastIndexOf(' ') + 1).trim();
            } else if (line.startsWith("m=audio ") && media.isEmpty()) {
                media = line;
            } else if (line.startsWith("a=rtpmap:") && line.contains("telephone-event")) {
                event = Integer.parseInt(line.substring(9, line.indexOf(' ')));
            } else if (line.matches("a=(sendrecv|sendonly|recvonly|inactive)\\s*")) {
                direction = line.substring(2).trim();
            }
        }
        var words = media.trim().split(" +");
        if (words.length < 4 || address.isEmpty()) {
            throw new IllegalArgumentException("no audio line in " + text);
        }
        var formats = List.of(words).subList(3, words.length).stream().map(Integer::valueOf);
        return new Sdp(
                new InetSocketAddress(InetAddress.ofLiteral(address), Integer.parseInt(words[1])),
                formats.toList(),
                event,
                direction);
    }

    /**
     * An offer or answer of ours.
     *
     * @param version of the o= line, one more with each change
     */
    public String text(int version) {
        var text =
                new StringBuilder()
                        .append("v=0\r\no=- 7 ")
                        .append(version)
                        .append(" IN IP4 ")
                        .append(rtp.getHostString())
                        .append("\r\ns=-\r\nc=IN IP4 ")
                        .append(rtp.getHostString())
                        .append("\r\nt=0 0\r\nm=audio ")
                        .append(rtp.getPort())
                        .append(" RTP/AVP");
        formats.forEach(format -> text.append(' ').append(format));
        text.append("\r\n");
        for (int format : formats) {
            var name = format == telephoneEvent ? "telephone-event" : name(format);
            text.append("a=rtpmap:").append(format).append(' ').append(name).append("/8000\r\n");
        }
        if (telephoneEvent >= 0) {
            text.append("a=fmtp:").append(telephoneEvent).append(" 0-15\r\n");
        }
        return text.append("a=ptime:20\r\na=").append(direction).append("\r\n").toString();
    }

    private static String name(int format) {
        return switch (format) {
            case 0 -> "PCMU";
            case 8 -> "PCMA";
            case 9 -> "G722";
            case 18 -> "G729";
            default -> "unknown-" + format;
        };
    }
}
