package org.strowger.server;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.strowger.sip.registrar.KeptBinding;

/**
 * One line of the file of bindings: what became of one contact of one user.
 *
 * @param binding null when the contact is gone
 */
record BindingLine(String user, String identity, @Nullable KeptBinding binding) {

    private static final String HERE = "+";
    private static final String GONE = "-";
    private static final int HERE_WORDS = 9;
    private static final int GONE_WORDS = 3;

    static BindingLine of(KeptBinding binding) {
        return new BindingLine(binding.user(), binding.identity(), binding);
    }

    /** Whether it can be read back: no peer may write lines of its own into the file. */
    boolean isWritable() {
        return text().chars().filter(c -> c < ' ').allMatch(c -> c == '\t')
                && text().split("\t", -1).length == (binding == null ? GONE_WORDS : HERE_WORDS);
    }

    /** Words with tabs between them. */
    String text() {
        return binding == null
                ? String.join("\t", GONE, user, identity)
                : String.join(
                        "\t",
                        HERE,
                        user,
                        identity,
                        binding.uri(),
                        binding.callId(),
                        Long.toString(binding.cseq()),
                        Long.toString(binding.untilMicros()),
                        binding.remote().getAddress().getHostAddress(),
                        Integer.toString(binding.remote().getPort()));
    }

    /** Reads one; null for a line that was cut off, or damaged. */
    static @Nullable BindingLine parse(String line) {
        var words = line.split("\t", -1);
        if (words.length == GONE_WORDS && words[0].equals(GONE)) {
            return new BindingLine(words[1], words[2], null);
        }
        if (words.length != HERE_WORDS || !words[0].equals(HERE)) {
            return null;
        }
        try {
            var remote =
                    new InetSocketAddress(
                            InetAddress.ofLiteral(words[7]), Integer.parseInt(words[8]));
            return of(
                    new KeptBinding(
                            words[1],
                            words[2],
                            words[3],
                            words[4],
                            Long.parseLong(words[5]),
                            Long.parseLong(words[6]),
                            remote));
        } catch (IllegalArgumentException _) {
            return null;
        }
    }
}
