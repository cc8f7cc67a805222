package org.strowger.acd;

import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Does what the distributor must not, so that a test sees the rules notice. */
final class Breach {

    double score = Math.random();
    Map<String, String> unordered = new HashMap<>();
    Set<String> salted = Set.of("a", "b");
    Path outside = Path.of("x");
    UUID chance = UUID.randomUUID();

    Instant now() {
        return Instant.now();
    }

    long nanos() {
        return System.nanoTime();
    }

    Set<String> collected(List<String> list) {
        return list.stream().collect(Collectors.toSet());
    }
}
