package org.strowger.media.transport;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.strowger.media.DtmfTones;
import org.strowger.media.KeyWay;
import org.strowger.media.MediaCounters.Counter;
import org.strowger.media.Prompts;
import org.strowger.media.RtpFormat;
import org.strowger.media.RtpFormat.Law;
import org.strowger.media.WavBytes;

/** Who taps a leg hears what its peer says, as it was said. */
class VoiceTapTest {

    private record Heard(int sequence, int timestamp, Law law, int first, int length) {}

    private static final int SSRC = 91;

    private final List<Heard> heard = new CopyOnWriteArrayList<>();

    private static Prompts prompts(Path folder) {
        WavBytes.write(folder.resolve("en/welcome.wav"), WavBytes.mono8000(WavBytes.ramp(160, 7)));
        return Prompts.load(folder);
    }

    /** Whatever way keys are to come: a phone may send tones beside its events or INFO. */
    @ParameterizedTest
    @EnumSource(
            value = KeyWay.class,
            names = {"EVENTS", "TONES", "INFO"})
    void aTonesOwnSoundIsNotHeardOnceItIsCertain(KeyWay way) {
        try (var loops = new TwoLoops(Prompts.none())) {
            var one = loops.one;
            one.leg.connect(
                    new RtpFormat(Law.PCMU, 0, -1, way, false, true), one.phone.address(), true);
            tap(one);
            loops.settle();
            one.says(17);
            var tone = new byte[160];
            for (int i = 0; i < 10; i++) {
                DtmfTones.of(5).copyFrame(Law.PCMU, i, tone, 0);
                one.phone.say(one.told.local(), 0, 1 + i, 160 * (1 + i), SSRC, tone.clone());
            }
            await().until(() -> {
                one.says(18);
                return heard.getLast().first() == 18;
            });
            long ofTone = heard.stream().filter(packet -> packet.first() > 18).count();
            assertTrue(ofTone <= 2, heard.toString());
        }
    }

    private void tap(TwoLoops.Party party) {
        party.leg.tap((header, packet, law, _) ->
                heard.add(
                        new Heard(
                                header.sequence(),
                                header.timestamp(),
                                law,
                                packet[header.payloadOffset()] & 0xFF,
                                header.payloadLength())));
    }

    @Test
    void voiceIsHeardInItsOwnLawAndKeysAreNot(@TempDir Path folder) {
        try (var loops = new TwoLoops(prompts(folder))) {
            var alaw = new RtpFormat(Law.PCMA, 8, -1);
            loops.other.leg.connect(alaw, loops.other.phone.address(), true);
            loops.one.leg.bridge(loops.other.leg);
            tap(loops.one);
            loops.settle();
            loops.one.says(17);
            loops.one.says(18);
            await().until(() -> heard.size() == 2);
            assertEquals(
                    List.of(
                            new Heard(0, 0, Law.PCMU, 17, 160),
                            new Heard(1, 160, Law.PCMU, 18, 160)),
                    heard);
            loops.other.hears(2);
            loops.one.phone.say(
                    loops.one.told.local(), 101, 2, 320, 5, new byte[] {1, (byte) 0x8A, 0, 80});
            loops.one.says(19);
            await().until(() -> loops.count(Counter.PACKETS_IN) == 4);
            assertEquals(2, heard.size(), "nor what comes right behind a key");

            loops.one.leg.tap(null);
            loops.settle();
            loops.one.says(20);
            await().until(() -> loops.count(Counter.PACKETS_IN) == 5);
            assertEquals(2, heard.size());
        }
    }
}
