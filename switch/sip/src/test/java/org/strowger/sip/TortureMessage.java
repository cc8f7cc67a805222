package org.strowger.sip;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A message of RFC 4475 or RFC 5118 and what becomes of it, as the file {@code treatment.txt}
 * beside the messages says. A row there is {@code name section treatment [: why]}; the lines below
 * it, set in, are {@code what = value}, each something that is asserted of the message.
 *
 * @param rfc the folder
 * @param treatment a status, {@code accepted} or {@code dropped}
 * @param facts what is asserted, by name
 */
public record TortureMessage(
        String rfc, String name, String section, String treatment, Map<String, String> facts) {

    public TortureMessage {
        facts = new LinkedHashMap<>(facts);
    }

    /** All of one RFC, in its order. */
    public static List<TortureMessage> of(String rfc) {
        var messages = new ArrayList<TortureMessage>();
        new String(resource(rfc, "treatment.txt"), UTF_8)
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .forEach(line -> read(rfc, line, messages));
        return messages;
    }

    /** Those of both RFCs, as they are on the wire. */
    public static List<byte[]> wires() {
        return Stream.of("rfc4475", "rfc5118")
                .flatMap(rfc -> of(rfc).stream())
                .map(TortureMessage::octets)
                .toList();
    }

    private static void read(String rfc, String line, List<TortureMessage> messages) {
        if (line.startsWith(" ")) {
            int equals = line.indexOf('=');
            var value = line.substring(equals + 1).strip();
            messages.getLast().facts.put(line.substring(0, equals).strip(), value);
            return;
        }
        var words = line.split("[ :]+", 4);
        messages.add(new TortureMessage(rfc, words[0], words[1], words[2], Map.of()));
    }

    /** As it is on the wire. */
    public byte[] octets() {
        return resource(rfc, name + ".dat");
    }

    /** A file of the folder. */
    public static byte[] resource(String rfc, String file) {
        try (var in = TortureMessage.class.getResourceAsStream("/" + rfc + "/" + file)) {
            if (in == null) {
                throw new IllegalArgumentException("no " + file + " of " + rfc);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return name + " (" + section + "): " + treatment;
    }
}
