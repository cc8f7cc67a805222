package org.strowger.sip.sdp;

import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.strowger.sip.sdp.RemoteSession.MediaLine;

/**
 * Our side's descriptions in one dialog: the session id stays, the version goes up by one when
 * something changes (RFC 3264, section 8), and a media line never goes away again.
 */
public class SdpWriter {

    /**
     * The media lines of a session.
     *
     * @param all in order; in the place of ours {@link #AUDIO}, as nothing of it is written as it
     *     was offered
     * @param audio which is ours
     */
    private record Lines(List<MediaLine> all, int audio) {

        private static final MediaLine AUDIO = new MediaLine("audio", "RTP/AVP", "0");

        /** The usual case is kept once, not once a dialog. */
        static final Lines USUAL = new Lines(List.of(AUDIO), 0);

        static Lines of(RemoteSession offer) {
            if (offer.lines().size() == 1) {
                return USUAL;
            }
            var lines = new ArrayList<>(offer.lines());
            lines.set(offer.audioLine(), AUDIO);
            return new Lines(lines, offer.audioLine());
        }
    }

    private static final int USUAL_SIZE = 400;

    private final long sessionId;
    private long version;
    private @Nullable AudioDescription last;
    private Lines lines = Lines.USUAL;

    /**
     * A writer for a new dialog.
     *
     * @param sessionId not negative, unlikely to be used twice
     */
    public SdpWriter(long sessionId) {
        this.sessionId = sessionId;
        this.version = sessionId;
    }

    /** What was said last; null before that. */
    public @Nullable AudioDescription last() {
        return last;
    }

    /** An offer: in the session's first description, or of a change. */
    public byte[] offer(AudioDescription ours) {
        return write(ours, lines);
    }

    /** The answer to {@code offer}, which has our stream; every other line of it is refused. */
    public byte[] answer(AudioDescription ours, RemoteSession offer) {
        if (offer.audioLine() < 0) {
            throw new IllegalArgumentException("an offer without audio has no answer with audio");
        }
        return write(ours, Lines.of(offer));
    }

    private byte[] write(AudioDescription ours, Lines now) {
        if (last != null && !(last.equals(ours) && lines.equals(now))) {
            version++;
        }
        last = ours;
        lines = now;
        var address = connection(ours.address());
        var text = new StringBuilder(USUAL_SIZE);
        text.append("v=0\r\no=- ").append(sessionId).append(' ').append(version).append(' ');
        text.append(address).append("\r\ns=-\r\nc=").append(address).append("\r\nt=0 0\r\n");
        var ice = ours.ice();
        if (ice != null) {
            text.append("a=ice-lite\r\n");
            text.append(ice.bundled() ? "a=group:BUNDLE " + ice.mid() + "\r\n" : "");
        }
        for (int i = 0; i < now.all.size(); i++) {
            if (i == now.audio) {
                audio(text, ours);
            } else {
                refused(text, now.all.get(i));
            }
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String connection(InetSocketAddress local) {
        var address = Objects.requireNonNull(local.getAddress(), "our address is resolved");
        var text = address.getHostAddress();
        int scope = text.indexOf('%');
        return (address instanceof Inet6Address ? "IN IP6 " : "IN IP4 ")
                + (scope < 0 ? text : text.substring(0, scope));
    }

    private static void audio(StringBuilder out, AudioDescription ours) {
        out.append("m=audio ").append(ours.address().getPort()).append(' ');
        out.append(ours.security().profile().text());
        for (var codec : ours.codecs()) {
            out.append(' ').append(ours.payloadType(codec));
        }
        number(out, ours.telephoneEvent());
        number(out, ours.types().fineEvent());
        out.append("\r\n");
        for (var codec : ours.codecs()) {
            out.append("a=rtpmap:").append(ours.payloadType(codec)).append(' ');
            out.append(codec.encoding()).append("\r\n");
        }
        opus(out, ours);
        events(out, ours.telephoneEvent(), 8_000);
        events(out, ours.types().fineEvent(), 48_000);
        out.append("a=ptime:20\r\na=");
        out.append(ours.direction().attribute()).append("\r\n");
        out.append(ours.rtcpMux() ? "a=rtcp-mux\r\n" : "");
        for (var crypto : ours.security().crypto()) {
            out.append("a=crypto:").append(crypto.value()).append("\r\n");
        }
        if (ours.ice() != null) {
            ice(out, ours.ice(), ours.address());
        }
        var dtls = ours.security().dtls();
        if (dtls != null) {
            out.append("a=setup:").append(dtls.setup().text()).append("\r\n");
            out.append("a=fingerprint:").append(dtls.hash()).append(' ');
            out.append(dtls.fingerprint()).append("\r\n");
        }
    }

    /** One candidate, of type host (RFC 8839, section 5.1), of the highest priority. */
    private static void ice(StringBuilder out, Ice ice, InetSocketAddress at) {
        out.append(ice.mid().isEmpty() ? "" : "a=mid:" + ice.mid() + "\r\n");
        out.append("a=ice-ufrag:").append(ice.ufrag()).append("\r\n");
        out.append("a=ice-pwd:").append(ice.password()).append("\r\n");
        out.append("a=candidate:1 1 UDP 2130706431 ");
        out.append(connection(at).substring("IN IP4 ".length())).append(' ');
        out.append(at.getPort()).append(" typ host\r\na=end-of-candidates\r\n");
    }

    private static void number(StringBuilder out, int payloadType) {
        if (payloadType >= 0) {
            out.append(' ').append(payloadType);
        }
    }

    /**
     * What we would have of Opus (RFC 7587, section 6.1): it is relayed as it comes, so redundancy
     * is of use to who hears it, and no loss to who does not. All else is as it is usual: one
     * channel, no silence suppression, 48,000 samples a second.
     */
    private static void opus(StringBuilder out, AudioDescription ours) {
        if (ours.codecs().contains(Codec.OPUS)) {
            out.append("a=fmtp:").append(ours.types().opus()).append(" useinbandfec=1\r\n");
        }
    }

    private static void events(StringBuilder out, int event, int clock) {
        if (event >= 0) {
            out.append("a=rtpmap:").append(event).append(" telephone-event/").append(clock);
            out.append("\r\na=fmtp:").append(event).append(" 0-15\r\n");
        }
    }

    private static void refused(StringBuilder out, MediaLine line) {
        out.append("m=").append(line.media()).append(" 0 ").append(line.transport());
        out.append(' ').append(line.format()).append("\r\n");
    }
}
