package org.strowger.harness.figures;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Locale;
import org.strowger.harness.load.report.JsonFile;

/** Something that is measured and has a limit; {@code tools/strowger bench NAME}. */
public enum Benchmark {
    /** CPU of a call to 4001. */
    CPU_ANSWER,
    /** CPU of a call through the trunk. */
    CPU_BRIDGE,
    /** Heap of an established dialog, signalling alone. */
    DIALOG,
    /** Heap of a bridged call without media. */
    BRIDGED,
    /** Heap that completed calls leave behind for 64*T1. */
    COMPLETED,
    /** Registered phones that refresh, the switch on one core. */
    REGISTRATIONS,
    /** From an INVITE to its 100, by the kernel's stamps. */
    INVITE_TO_100,
    /** CPU and pacing of legs that hear music. */
    PLAYERS,
    /** CPU and transit of relayed calls, beside rtpengine where it is installed. */
    RELAY,
    /** Events, assignments and memory of the distributor, at several sizes. */
    DISTRIBUTOR;

    /** As it is typed. */
    public String typed() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The one of that name.
     *
     * @throws IllegalArgumentException when there is none, naming all
     */
    public static Benchmark of(String typed) {
        return Arrays.stream(values())
                .filter(one -> one.typed().equals(typed))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(unknown(typed)));
    }

    private static String unknown(String typed) {
        var names = Arrays.stream(values()).map(Benchmark::typed).toList();
        return "there is no benchmark " + typed + ", but all, " + String.join(", ", names);
    }

    /**
     * Measures.
     *
     * @param progress for a line on each part
     * @return what was found, which also lies in the folder as {@code NAME.json}
     */
    public Measured measure(BenchSettings settings, PrintStream progress) throws IOException {
        Files.createDirectories(settings.out());
        progress.println(typed());
        var measured =
                switch (this) {
                    case CPU_ANSWER -> CpuFigures.answer(settings, progress);
                    case CPU_BRIDGE -> CpuFigures.bridge(settings, progress);
                    case DIALOG -> HeapFigures.dialog(settings);
                    case BRIDGED -> HeapFigures.bridged(settings);
                    case COMPLETED -> HeapFigures.completed(settings);
                    case REGISTRATIONS -> RegistrationFigures.measure(settings, progress);
                    case INVITE_TO_100 -> InviteFigures.measure(settings, progress);
                    case PLAYERS -> PlayerFigures.measure(settings, progress);
                    case RELAY -> RelayFigures.measure(settings, progress);
                    case DISTRIBUTOR -> DistributorFigures.measure(settings, progress);
                };
        JsonFile.write(measured, settings.out().resolve(typed() + ".json"));
        return measured;
    }
}
