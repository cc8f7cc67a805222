package org.strowger.acd.ring;

import java.io.IOException;
import java.nio.file.Path;
import org.strowger.acd.Distributor;

/** A program for another JVM: prints the SHA-256 of all decisions that a journal leads to. */
final class GoldenJournal {

    private GoldenJournal() {}

    /**
     * Prints it, and what the journal lacks, if so.
     *
     * @param arguments the folder of the journal
     */
    public static void main(String[] arguments) throws IOException {
        System.out.println(sum(Path.of(arguments[0])));
    }

    /** Of every command as a line of UTF-8, in order, as hexadecimal digits. */
    static String sum(Path folder) throws IOException {
        var sum = new DecisionSum();
        var result = Replay.of(folder, new Distributor(), sum::add);
        if (!result.exact()) {
            throw new IOException("not a whole journal: " + result);
        }
        return sum.digest();
    }
}
