package org.strowger.sip.trace;

import java.util.ArrayList;
import java.util.List;

/**
 * The media lines of a session description (RFC 8866) in a few words, however wrong the rest of it
 * is: this is for people who look for what is wrong.
 */
final class SdpSketch {

    private static final int MEDIA_LINES = 4;
    private static final int WORD = 16;
    private static final String HELD = "0.0.0.0";
    private static final List<String> DIRECTIONS =
            List.of("a=sendrecv", "a=sendonly", "a=recvonly", "a=inactive");

    private final List<String> media = new ArrayList<>();
    private String sessionDirection = "sendrecv";
    private String direction = "";
    private String current = "";

    private SdpSketch() {}

    static String of(String description) {
        var sketch = new SdpSketch();
        description.lines().forEach(sketch::line);
        sketch.finish();
        return String.join(", ", sketch.media);
    }

    private void line(String line) {
        if (line.startsWith("m=")) {
            finish();
            var words = line.substring(2).split(" ", 3);
            current = word(words[0]) + (words.length > 1 ? " " + word(words[1]) : "");
        } else if (DIRECTIONS.contains(line.strip())) {
            var said = line.strip().substring(2);
            if (current.isEmpty()) {
                sessionDirection = said;
            } else {
                direction = said;
            }
        } else if (line.startsWith("c=") && line.strip().endsWith(" 0.0.0.0")) {
            held(); // The old way to hold.
        }
    }

    private void held() {
        if (current.isEmpty()) {
            sessionDirection = HELD;
        } else {
            direction = HELD;
        }
    }

    private static String word(String text) {
        return text.length() > WORD ? text.substring(0, WORD) : text;
    }

    private void finish() {
        if (!current.isEmpty() && media.size() < MEDIA_LINES) {
            boolean refused = current.endsWith(" 0");
            var said = direction.isEmpty() ? sessionDirection : direction;
            media.add(refused ? current : current + " " + said);
        }
        current = "";
        direction = "";
    }
}
