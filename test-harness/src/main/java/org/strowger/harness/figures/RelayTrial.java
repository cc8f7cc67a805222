package org.strowger.harness.figures;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Calls that speak through a relay, 50 packets a second each way; more of them with each step. */
final class RelayTrial {

    private static final double PACKETS_A_SECOND = 50;
    private static final double REALLY = 0.999;
    private static final double REALLY_SAID = 0.98;
    private static final double LIMIT_MICROS = 5_000;
    private static final Duration SPARE = Duration.ofMinutes(1);

    /**
     * What so many calls were like.
     *
     * @param cores that the relay used
     * @param micros of its CPU a packet that came out
     * @param said share of what was to be said that the phones did say
     * @param heard share of what was said that they heard
     */
    record Step(
            int calls, double cores, double micros, double said, double heard, Transit transit) {

        /** Whether this is still a telephone. */
        boolean holds() {
            return heard >= REALLY && transit.micros(99) <= LIMIT_MICROS;
        }

        /** Whether the phones were able to speak as they should. */
        boolean isOffered() {
            return said >= REALLY_SAID;
        }

        String text() {
            return "%d calls: %.2f us of CPU a packet, p99 of transit %.2f ms, 99.9 %% %.2f ms, heard %.3f %%%s"
                    .formatted(
                            calls,
                            micros,
                            transit.micros(99) / 1e3,
                            transit.micros(99.9) / 1e3,
                            100 * heard,
                            isOffered() ? "" : ", the phones said %.1f %%".formatted(100 * said));
        }

        Map<String, Object> figures() {
            var figures = new LinkedHashMap<String, Object>();
            figures.put("calls", calls);
            figures.put("cores", cores);
            figures.put("CPU of a relayed packet, us", micros);
            figures.put("packets a second on one core", 1e6 / micros);
            figures.put("said of what was to be said", said);
            figures.put("heard of what was said", heard);
            for (double percent : new double[] {50, 90, 99, 99.9, 99.99, 100}) {
                figures.put("transit p" + percent + ", us", transit.micros(percent));
            }
            return figures;
        }
    }

    private final Relaying relay;
    private final VoiceSocket phones;
    private final Path folder;
    private final List<InetSocketAddress> legs = new ArrayList<>();

    RelayTrial(Relaying relay, VoiceSocket phones, Path folder) {
        this.relay = relay;
        this.phones = phones;
        this.folder = folder;
    }

    /**
     * So many calls, which are not fewer than those before.
     *
     * @param warmUp seconds before that are not counted
     */
    Step step(int calls, int warmUp, int seconds) throws IOException {
        legs.addAll(relay.relay(calls - legs.size() / 2));
        phones.speak(legs, TimeUnit.SECONDS.toNanos(warmUp));
        phones.begin();
        long cpu = relay.cpuNanos();
        phones.speak(legs, TimeUnit.SECONDS.toNanos(seconds));
        double used = relay.cpuNanos() - cpu;
        long relayed = phones.heard();
        var transit = seen(seconds); // After the rest, as to be seen costs CPU, too.
        double wanted = legs.size() * PACKETS_A_SECOND * seconds * 2;
        return new Step(
                calls,
                used / 1e9 / seconds,
                used / 1e3 / Math.max(1, relayed),
                phones.said() / wanted,
                (double) phones.heard() / Math.max(1, phones.said()),
                transit);
    }

    private Transit seen(int seconds) throws IOException {
        var limit = Duration.ofSeconds(seconds).plus(SPARE);
        try (var capture = Capture.ofVoice(VoiceSocket.MARKED, folder, limit)) {
            phones.speak(legs, TimeUnit.SECONDS.toNanos(seconds));
            return Transit.of(capture.end());
        }
    }
}
