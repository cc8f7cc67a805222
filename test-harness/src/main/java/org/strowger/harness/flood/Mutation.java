package org.strowger.harness.flood;

import java.util.SplittableRandom;

/** One way to break a SIP request. */
enum Mutation {
    /** Cut off anywhere. */
    TRUNCATED {
        @Override
        String apply(String text, SplittableRandom random) {
            return text.substring(0, 1 + random.nextInt(text.length() - 1));
        }
    },
    /** A few octets become others. */
    OCTETS {
        @Override
        String apply(String text, SplittableRandom random) {
            var changed = new StringBuilder(text);
            for (int i = 0; i <= random.nextInt(SOME); i++) {
                changed.setCharAt(random.nextInt(text.length()), (char) random.nextInt(256));
            }
            return changed.toString();
        }
    },
    /** More header fields than anybody needs. */
    HEADERS {
        @Override
        String apply(String text, SplittableRandom random) {
            return afterFirstLine(text, "X-Flood: 1\r\n".repeat(MANY + random.nextInt(MANY)));
        }
    },
    /** A list of parameters that costs a naive parser more than linear time. */
    PARAMETERS {
        @Override
        String apply(String text, SplittableRandom random) {
            return text.replaceFirst(";rport", ";a=b".repeat(MANY + random.nextInt(4 * MANY)));
        }
    },
    /** A branch of before RFC 3261, the same for all. */
    OLD_BRANCH {
        @Override
        String apply(String text, SplittableRandom random) {
            return text.replaceFirst("branch=z9hG4bK[0-9a-f]+", "branch=1");
        }
    },
    /** No branch, no tag, no Call-ID or no CSeq. */
    MISSING {
        @Override
        String apply(String text, SplittableRandom random) {
            return switch (random.nextInt(4)) {
                case 0 -> text.replaceFirst(";branch=z9hG4bK[0-9a-f]+", "");
                case 1 -> text.replaceFirst(";tag=r?[0-9a-f]+", "");
                case 2 -> text.replaceFirst("Call-ID:[^\r]+\r\n", "");
                default -> text.replaceFirst("CSeq:[^\r]+\r\n", "");
            };
        }
    },
    /** Numbers that are too large, below zero, or none. */
    NUMBERS {
        @Override
        String apply(String text, SplittableRandom random) {
            var number = random.nextBoolean() ? "99999999999999999999" : "-1";
            return text.replaceFirst("CSeq: 1", "CSeq: " + number)
                    .replaceFirst("Content-Length: 0", "Content-Length: " + number);
        }
    },
    /** Nested quotes, angles and brackets that never close. */
    NESTING {
        @Override
        String apply(String text, SplittableRandom random) {
            return text.replaceFirst("<sip:", "\"<sip:[((".repeat(1 + random.nextInt(SOME)));
        }
    };

    private static final int SOME = 20;
    private static final int MANY = 500;

    abstract String apply(String text, SplittableRandom random);

    /** One to three mutations, one over the other. */
    static String mutate(String text, SplittableRandom random) {
        var mutated = text;
        for (int i = 0; i <= random.nextInt(3) && mutated.length() > 1; i++) {
            mutated = values()[random.nextInt(values().length)].apply(mutated, random);
        }
        return mutated;
    }

    private static String afterFirstLine(String text, String lines) {
        int end = text.indexOf("\r\n");
        return end < 0 ? text : text.substring(0, end + 2) + lines + text.substring(end + 2);
    }
}
