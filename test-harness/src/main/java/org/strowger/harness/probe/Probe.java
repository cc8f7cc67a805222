package org.strowger.harness.probe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.strowger.harness.audio.Spectrum;
import org.strowger.harness.audio.Tone;
import org.strowger.harness.phone.NotInTimeException;
import org.strowger.harness.phone.Phone;
import org.strowger.harness.phone.PhoneCall;

/**
 * A call to a number that echoes: bursts of a tone of 1004 Hz, and between them silence, tell delay
 * and level; sequence numbers and times of arrival tell loss and jitter.
 */
public final class Probe {

    private static final double HERTZ = 1_004;
    private static final Duration ANSWER = Duration.ofSeconds(20);
    private static final Duration BURST = Duration.ofMillis(600);
    private static final Duration LISTENED = Duration.ofMillis(400);

    /** The longest way there and back that is waited for. */
    private static final Duration ECHO = Duration.ofSeconds(2);

    /** Whom to call, and how long to listen. */
    public record Settings(InetSocketAddress server, String caller, String number, int bursts) {

        /**
         * Checks them.
         *
         * @throws IllegalArgumentException unless there is a burst
         */
        public Settings {
            if (bursts < 1) {
                throw new IllegalArgumentException("there must be a burst of the tone at least");
            }
        }
    }

    private Probe() {}

    /**
     * Calls, measures and hangs up.
     *
     * @throws NotInTimeException when nobody answers, or nothing comes back
     */
    public static ProbeResult run(Settings settings) {
        var here = here(settings.server());
        try (var phone = Phone.anonymous(settings.caller(), here, settings.server())) {
            phone.formats(List.of(0));
            var call = phone.dial(settings.number());
            call.awaitAnswer(ANSWER);
            try {
                return listen(call, settings.bursts());
            } finally {
                call.hangUp();
                call.awaitEnd(ANSWER);
            }
        }
    }

    private static ProbeResult listen(PhoneCall call, int bursts) {
        var audio = call.audio();
        call.awaitSilence(ECHO);
        var delays = new double[bursts];
        double level = 0;
        boolean clear = true;
        for (int i = 0; i < bursts; i++) {
            audio.say(HERTZ);
            audio.awaitHeard("the tone", LISTENED, BURST.plus(ECHO), heard -> heard.isTone(HERTZ));
            delays[i] = audio.echoDelay().toNanos() / 1e6;
            var heard = audio.heard(LISTENED);
            level += heard.level();
            clear &= heard.isTone(HERTZ);
            audio.silence();
            call.awaitSilence(ECHO);
        }
        Arrays.sort(delays);
        var reception = audio.reception();
        return new ProbeResult(
                delays[bursts / 2],
                reception.jitter().mean() / 1e3,
                audio.packetsSent(),
                reception.received(),
                reception.lost(),
                level / bursts - Spectrum.level(new Tone(HERTZ).next(Tone.RATE)),
                clear);
    }

    /** The address of this machine that leads there; nothing is sent. */
    private static String here(InetSocketAddress there) {
        try (var socket = new DatagramSocket()) {
            socket.connect(there);
            return socket.getLocalAddress().getHostAddress();
        } catch (IOException e) {
            throw new UncheckedIOException("no way to " + there, e);
        }
    }
}
