package org.strowger.harness.figures;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.strowger.harness.load.result.Finding;
import org.strowger.harness.process.ProjectFolder;

/**
 * Pairs of legs of one loop that relay 50 packets a second each way: CPU a packet that comes in and
 * goes out, and its time from when it was due at the sender until it is heard. Beside it, where it
 * is installed, rtpengine with one thread in user space, by the same phones. Who relays has the
 * first core, the phones have the second.
 */
final class RelayFigures {

    static final long TRANSIT_LIMIT_MICROS = 5_000;
    static final double REALLY_HEARD = 0.999;
    private static final long WARM_UP_NANOS = TimeUnit.SECONDS.toNanos(30);

    /** CPU that what is measured has used, in nanoseconds. */
    interface Cpu {
        long nanos() throws IOException;
    }

    private RelayFigures() {}

    static Measured measure(BenchSettings settings, PrintStream progress) throws IOException {
        var findings = new ArrayList<Finding>();
        var figures = new LinkedHashMap<String, Object>();
        var prompts = ProjectFolder.find().resolve("ivr-scripts/prompts");
        var cores = settings.cores();
        try (var phones = new VoiceSocket();
                var engine = new EngineUnderLoad(prompts, 1)) {
            var legs = engine.open(settings.legs() / 2 * 2, phones.address());
            cores.pinToSwitch(EngineUnderLoad.LOOP, settings.out());
            for (int i = 0; i < legs.size(); i += 2) {
                legs.get(i).media().bridge(legs.get(i + 1).media());
            }
            var ports = legs.stream().map(EngineUnderLoad.Leg::local).toList();
            measure(
                    "strowger",
                    settings,
                    phones,
                    ports,
                    EngineUnderLoad::cpuNanos,
                    findings,
                    figures);
        }
        if (Rtpengine.isInstalled()) {
            try (var phones = new VoiceSocket();
                    var other = Rtpengine.start(cores.ofSwitch(), settings.out())) {
                var ports = other.relay(settings.legs() / 2, phones.address());
                measure(
                        "rtpengine",
                        settings,
                        phones,
                        ports,
                        other::cpuNanos,
                        new ArrayList<>(),
                        figures);
            }
        } else {
            progress.println("  rtpengine is not installed: nothing to compare with");
        }
        return new Measured(findings, figures);
    }

    private static void measure(
            String name,
            BenchSettings settings,
            VoiceSocket phones,
            List<InetSocketAddress> ports,
            Cpu cpu,
            List<Finding> findings,
            Map<String, Object> figures)
            throws IOException {
        var legs = ports.toArray(InetSocketAddress[]::new);
        long nanos = TimeUnit.SECONDS.toNanos(settings.seconds());
        phones.speak(legs, Math.min(WARM_UP_NANOS, nanos));
        phones.begin();
        long before = cpu.nanos();
        phones.speak(legs, nanos);
        double used = cpu.nanos() - before;
        double micros = used / 1e3 / Math.max(1, phones.heard());
        var found = new LinkedHashMap<String, Object>();
        found.put("calls", legs.length / 2);
        found.put("cores", used / 1e9 / settings.seconds());
        found.put("CPU of a relayed packet, us", micros);
        found.put("packets a second on one core", 1e6 / micros);
        found.put("heard of what was said", (double) phones.heard() / phones.said());
        found.put("transit, us", PlayerFigures.percentiles(phones.transit()));
        figures.put(name, found);
        long p99 = phones.transit().getValueAtPercentile(99);
        findings.add(
                Finding.of(
                        "relayed packets of " + name,
                        p99 <= TRANSIT_LIMIT_MICROS
                                && phones.heard() >= REALLY_HEARD * phones.said(),
                        "%d of %d, p99 %.1f ms (limit 5 ms), %.2f us of CPU each"
                                .formatted(phones.heard(), phones.said(), p99 / 1e3, micros)));
    }
}
