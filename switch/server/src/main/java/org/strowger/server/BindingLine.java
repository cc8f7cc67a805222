package org.strowger.server;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.strowger.sip.registrar.ContactTraits;
import org.strowger.sip.registrar.KeptBinding;

/**
 * One line of the file of bindings: what became of one contact of one user.
 *
 * @param binding null when the contact is gone
 */
record BindingLine(String user, String identity, @Nullable KeptBinding binding) {

    private static final String HERE = "+";
    private static final String GONE = "-";

    /** Without what the contact said of itself, of which the first files had nothing. */
    private static final int PLAIN_WORDS = 9;

    private static final int HERE_WORDS = 15;
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
        return binding == null ? String.join("\t", GONE, user, identity) : text(binding);
    }

    private static String text(KeptBinding binding) {
        var traits = binding.traits();
        var words = new ArrayList<String>(HERE_WORDS);
        words.add(HERE);
        words.add(binding.user());
        words.add(binding.identity());
        words.add(binding.uri());
        words.add(binding.callId());
        words.add(Long.toString(binding.cseq()));
        words.add(Long.toString(binding.untilMicros()));
        address(words, binding.remote());
        words.add(Integer.toString(traits.preference()));
        words.add(traits.instance());
        words.add(Integer.toString(traits.regId()));
        words.add(String.join(" ", traits.path()));
        address(words, traits.at());
        return String.join("\t", words);
    }

    private static void address(List<String> words, @Nullable InetSocketAddress address) {
        words.add(address == null ? "" : address.getAddress().getHostAddress());
        words.add(address == null ? "" : Integer.toString(address.getPort()));
    }

    /** Reads one; null for a line that was cut off, or damaged. */
    static @Nullable BindingLine parse(String line) {
        var words = List.of(line.split("\t", -1));
        if (words.size() == GONE_WORDS && words.getFirst().equals(GONE)) {
            return new BindingLine(words.get(1), words.get(2), null);
        }
        boolean here = words.size() == HERE_WORDS || words.size() == PLAIN_WORDS;
        if (!here || !words.getFirst().equals(HERE)) {
            return null;
        }
        try {
            return of(
                    new KeptBinding(
                            words.get(1),
                            words.get(2),
                            words.get(3),
                            words.get(4),
                            Long.parseLong(words.get(5)),
                            Long.parseLong(words.get(6)),
                            address(words.get(7), words.get(8)),
                            words.size() == PLAIN_WORDS
                                    ? ContactTraits.NONE
                                    : traits(words.subList(PLAIN_WORDS, HERE_WORDS))));
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    private static ContactTraits traits(List<String> words) {
        var path = words.get(3);
        return new ContactTraits(
                Integer.parseInt(words.get(0)),
                words.get(1),
                Integer.parseInt(words.get(2)),
                path.isEmpty() ? List.of() : List.of(path.split(" ", -1)),
                words.get(4).isEmpty() ? null : address(words.get(4), words.get(5)));
    }

    private static InetSocketAddress address(String host, String port) {
        return new InetSocketAddress(InetAddress.ofLiteral(host), Integer.parseInt(port));
    }
}
