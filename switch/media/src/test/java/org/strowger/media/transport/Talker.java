package org.strowger.media.transport;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.strowger.media.Coding;
import org.strowger.media.G711;
import org.strowger.media.RtpFormat;
import org.strowger.media.RtpHeader;
import org.strowger.media.codec.Codecs;
import org.strowger.media.codec.VoiceDecoder;
import org.strowger.media.codec.VoiceEncoder;
import org.strowger.media.srtp.SrtpKey;
import org.strowger.media.srtp.SrtpKeys;
import org.strowger.media.srtp.SrtpReceiver;
import org.strowger.media.srtp.SrtpSender;
import org.strowger.media.srtp.SrtpSuite;
import org.strowger.media.transport.TwoLoops.Party;

/** A phone that says a tone of its own, frame by frame, and knows whose tones it hears. */
final class Talker {

    static final int FRAME = 160;
    private static final double PEAK = 3_000;
    private static final double HEARD = PEAK * 0.8;
    private static final double UNHEARD = PEAK * 0.05;
    private static final int WINDOW = 5; // packets: 100 ms, in which all tones have whole periods

    /** Its keys, at the phone's end. */
    private record Cipher(SrtpSender sender, SrtpReceiver receiver) {}

    final Party party;
    final double hertz;
    private final RtpFormat format;
    private final @Nullable Cipher cipher;
    private final @Nullable VoiceEncoder encoder; // null for G.711
    private final @Nullable VoiceDecoder decoder;
    private final short[] recent = new short[WINDOW * FRAME];
    private int sequence;
    private int decoded; // packets

    /**
     * Connects the party's leg so.
     *
     * @param hertz a multiple of 10
     * @param encrypted whether both ends have keys
     */
    Talker(Party party, double hertz, RtpFormat format, boolean encrypted) {
        this.party = party;
        this.hertz = hertz;
        this.format = format;
        boolean plain = format.coding() == Coding.G711;
        this.encoder = plain ? null : Codecs.encoder(format.coding());
        this.decoder = plain ? null : Codecs.decoder(format.coding());
        this.cipher = encrypted ? encrypt(party) : null;
        party.leg.connect(format, party.phone.address(), true);
    }

    private static Cipher encrypt(Party party) {
        var ours = SrtpKey.fresh(SrtpSuite.AES_CM_128_HMAC_SHA1_80);
        var theirs = SrtpKey.fresh(SrtpSuite.AES_CM_128_HMAC_SHA1_80);
        party.leg.encrypt(new SrtpKeys(ours, theirs));
        return new Cipher(new SrtpSender(theirs), new SrtpReceiver(ours));
    }

    /** The next frame. */
    void say() {
        var samples = new short[FRAME];
        for (int i = 0; i < FRAME; i++) {
            double angle = 2 * Math.PI * hertz * (sequence * FRAME + i) / 8_000;
            samples[i] = (short) Math.round(PEAK * Math.sin(angle));
        }
        var packet = new byte[RtpHeader.LENGTH + VoiceEncoder.MOST_OCTETS + SrtpSender.GROWTH];
        int stamp = sequence * FRAME * format.coding().ticks();
        RtpHeader.write(packet, false, format.payloadType(), sequence++, stamp, (int) hertz);
        int length = RtpHeader.LENGTH + encode(samples, packet);
        if (cipher != null) {
            length = cipher.sender.rtp(packet, length);
        }
        party.phone.sendRaw(party.told.local(), Arrays.copyOf(packet, length));
    }

    private int encode(short[] samples, byte[] packet) {
        if (encoder != null) {
            return encoder.encode(samples, FRAME, packet, RtpHeader.LENGTH);
        }
        for (int i = 0; i < FRAME; i++) {
            packet[RtpHeader.LENGTH + i] = G711.encode(format.law(), samples[i]);
        }
        return FRAME;
    }

    /**
     * Whether another is heard, or not, in the last 100 ms of what has come; false as long as no
     * more packets than that have come in all, and where it is neither.
     */
    boolean hears(Talker other, boolean does, int after) {
        var heard = party.phone.heard();
        int count = heard.size();
        for (; decoded < count; decoded++) {
            System.arraycopy(recent, FRAME, recent, 0, recent.length - FRAME);
            decode(heard.get(decoded));
        }
        if (count < after + WINDOW) {
            return false;
        }
        double level = level(other.hertz);
        return does ? level > HEARD : level < UNHEARD;
    }

    private void decode(Phone.Packet heard) {
        var packet = new byte[RtpHeader.LENGTH + heard.payload().limit()];
        RtpHeader.write(
                packet,
                heard.marker(),
                heard.payloadType(),
                heard.sequence(),
                heard.timestamp(),
                heard.ssrc());
        heard.payload().get(0, packet, RtpHeader.LENGTH, heard.payload().limit());
        int length = cipher == null ? packet.length : cipher.receiver.rtp(packet, packet.length);
        if (length < 0 || heard.payloadType() != format.payloadType()) {
            throw new AssertionError("the phone cannot read what it gets");
        }
        int octets = length - RtpHeader.LENGTH;
        var samples = new short[VoiceDecoder.MOST_SAMPLES];
        if (decoder != null) {
            decoder.decode(packet, RtpHeader.LENGTH, octets, samples);
        } else {
            for (int i = 0; i < octets; i++) {
                samples[i] = (short) G711.decode(format.law(), packet[RtpHeader.LENGTH + i]);
            }
        }
        System.arraycopy(samples, 0, recent, recent.length - FRAME, FRAME);
    }

    private double level(double tone) {
        double real = 0;
        double imaginary = 0;
        for (int i = 0; i < recent.length; i++) {
            double angle = 2 * Math.PI * tone * i / 8_000;
            real += recent[i] * Math.cos(angle);
            imaginary += recent[i] * Math.sin(angle);
        }
        return 2 * Math.hypot(real, imaginary) / recent.length;
    }
}
