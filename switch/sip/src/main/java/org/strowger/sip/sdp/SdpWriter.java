package org.strowger.sip.sdp;

import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.strowger.sip.sdp.RemoteSession.MediaLine;

/**
 * Our side's descriptions in one dialog: the session id stays, the version goes up by one when
 * something changes (RFC 3264, section 8), and a media line never goes away again.
 */
public final class SdpWriter {

    private static final List<MediaLine> AUDIO_ONLY =
            List.of(new MediaLine("audio", "RTP/AVP", "0"));

    private final long sessionId;
    private long version;
    private String last = "";
    private List<MediaLine> lines = AUDIO_ONLY;
    private int audioLine;

    /**
     * A writer for a new dialog.
     *
     * @param sessionId not negative, unlikely to be used twice
     */
    public SdpWriter(long sessionId) {
        this.sessionId = sessionId;
        this.version = sessionId;
    }

    /** An offer: in the session's first description, or of a change. */
    public byte[] offer(AudioDescription ours) {
        return write(ours);
    }

    /** The answer to {@code offer}, which has our stream; every other line of it is refused. */
    public byte[] answer(AudioDescription ours, RemoteSession offer) {
        if (offer.audioLine() < 0) {
            throw new IllegalArgumentException("an offer without audio has no answer with audio");
        }
        // The usual case is kept once, not once a dialog.
        lines = offer.lines().equals(AUDIO_ONLY) ? AUDIO_ONLY : offer.lines();
        audioLine = offer.audioLine();
        return write(ours);
    }

    private byte[] write(AudioDescription ours) {
        var media = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            if (i == audioLine) {
                audio(media, ours);
            } else {
                refused(media, lines.get(i));
            }
        }
        var address = connection(ours.address());
        var content = address + media;
        if (!last.isEmpty() && !last.equals(content)) {
            version++;
        }
        last = content;
        return ("v=0\r\no=- "
                        + sessionId
                        + " "
                        + version
                        + " "
                        + address
                        + "\r\ns=-\r\nc="
                        + address
                        + "\r\nt=0 0\r\n"
                        + media)
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String connection(InetSocketAddress local) {
        var address = Objects.requireNonNull(local.getAddress(), "our address is resolved");
        var text = address.getHostAddress();
        int scope = text.indexOf('%');
        return (address instanceof Inet6Address ? "IN IP6 " : "IN IP4 ")
                + (scope < 0 ? text : text.substring(0, scope));
    }

    private static void audio(StringBuilder out, AudioDescription ours) {
        out.append("m=audio ").append(ours.address().getPort()).append(" RTP/AVP");
        for (var codec : ours.codecs()) {
            out.append(' ').append(codec.payloadType());
        }
        if (ours.telephoneEvent() >= 0) {
            out.append(' ').append(ours.telephoneEvent());
        }
        out.append("\r\n");
        for (var codec : ours.codecs()) {
            out.append("a=rtpmap:").append(codec.payloadType()).append(' ');
            out.append(codec).append("/8000\r\n");
        }
        if (ours.telephoneEvent() >= 0) {
            int event = ours.telephoneEvent();
            out.append("a=rtpmap:").append(event).append(" telephone-event/8000\r\n");
            out.append("a=fmtp:").append(event).append(" 0-15\r\n");
        }
        out.append("a=ptime:20\r\na=");
        out.append(ours.direction().name().toLowerCase(Locale.ROOT)).append("\r\n");
        out.append(ours.rtcpMux() ? "a=rtcp-mux\r\n" : "");
    }

    private static void refused(StringBuilder out, MediaLine line) {
        out.append("m=").append(line.media()).append(" 0 ").append(line.transport());
        out.append(' ').append(line.format()).append("\r\n");
    }
}
