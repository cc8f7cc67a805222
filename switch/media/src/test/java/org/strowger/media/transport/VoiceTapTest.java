package org.strowger.media.transport;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.media.Prompts;
import org.strowger.media.RtpFormat;
import org.strowger.media.RtpFormat.Law;
import org.strowger.media.WavBytes;

/** Who taps a leg hears what its peer says, as it was said. */
class VoiceTapTest {

    private record Heard(int sequence, int timestamp, Law law, int first, int length) {}

    private final List<Heard> heard = new CopyOnWriteArrayList<>();

    private static Prompts prompts(Path folder) {
        WavBytes.write(folder.resolve("en/welcome.wav"), WavBytes.mono8000(WavBytes.ramp(160, 7)));
        return Prompts.load(folder);
    }

    @Test
    void voiceIsHeardInItsOwnLawAndKeysAreNot(@TempDir Path folder) {
        try (var loops = new TwoLoops(prompts(folder))) {
            var alaw = new RtpFormat(Law.PCMA, 8, -1);
            loops.other.leg.connect(alaw, loops.other.phone.address(), true);
            loops.one.leg.bridge(loops.other.leg);
            loops.one.leg.tap((header, packet, law, _) ->
                    heard.add(
                            new Heard(
                                    header.sequence(),
                                    header.timestamp(),
                                    law,
                                    packet[header.payloadOffset()] & 0xFF,
                                    header.payloadLength())));
            loops.settle();
            loops.one.says(17);
            loops.one.phone.say(
                    loops.one.told.local(), 101, 1, 160, 5, new byte[] {1, (byte) 0x8A, 0, 80});
            loops.one.says(18);
            await().until(() -> heard.size() == 2);
            assertEquals(
                    List.of(
                            new Heard(0, 0, Law.PCMU, 17, 160),
                            new Heard(1, 160, Law.PCMU, 18, 160)),
                    heard);
            loops.other.hears(2);

            loops.one.leg.tap(null);
            loops.settle();
            loops.one.says(19);
            loops.other.hears(3);
            assertEquals(2, heard.size());
        }
    }
}
