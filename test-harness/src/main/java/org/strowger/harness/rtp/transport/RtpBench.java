package org.strowger.harness.rtp.transport;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.strowger.harness.rtp.SoundCounter;
import org.strowger.harness.rtp.SoundSource.Stream;

/**
 * How many streams one thread carries: a generator that talks with another's answering ports.
 * Arguments: streams, seconds, streams per port.
 */
public final class RtpBench {

    private RtpBench() {}

    /** Prints one line of figures. */
    public static void main(String[] arguments) throws InterruptedException {
        int streams = Integer.parseInt(arguments[0]);
        int seconds = Integer.parseInt(arguments[1]);
        int perPort = Integer.parseInt(arguments[2]);
        var settings = RtpGenerator.Settings.loopback(1).withStreamsPerPort(perPort);
        var farSide =
                new RtpGenerator.Settings(List.of(InetAddress.ofLiteral("127.0.65.1")), 1, 1, 2);
        try (var far = RtpGenerator.start(farSide);
                var near = RtpGenerator.start(settings)) {
            run(near, far, streams, seconds);
        }
    }

    private static void run(RtpGenerator near, RtpGenerator far, int streams, int seconds)
            throws InterruptedException {
        var open = new ArrayList<Stream>();
        for (var remote : far.latching(streams).ports()) {
            var stream = near.open();
            stream.sendTo(remote);
            open.add(stream);
        }
        Thread.sleep(3_000); // compiled, and all have been heard
        double cpu = near.cpuSeconds();
        long packets = packets(near);
        long start = System.nanoTime();
        Thread.sleep(seconds * 1_000L);
        double took = (System.nanoTime() - start) / 1e9;
        print(near, streams, near.cpuSeconds() - cpu, packets(near) - packets, took);
        open.forEach(Stream::close);
    }

    private static long packets(RtpGenerator generator) {
        return generator.report().count(SoundCounter.SENT)
                + generator.report().count(SoundCounter.RECEIVED);
    }

    private static void print(
            RtpGenerator generator, int streams, double cpu, long packets, double seconds) {
        System.out.printf(
                Locale.ROOT,
                "figure: %d streams, %.0f packets/s sent and received, %.3f cores, %.3f cores per 1,000 streams, %.2f us a packet%n",
                streams,
                packets / seconds,
                cpu / seconds,
                cpu / seconds * 1_000 / streams,
                cpu * 1e6 / packets);
        System.out.println("figure: " + generator.sound());
        System.out.println("figure: " + generator.report().counts());
    }
}
