package org.strowger.harness.process;

/** The trunk of a {@link ConfFolder}. */
final class TrunksText {

    private TrunksText() {}

    /**
     * trunks.yaml.
     *
     * @param address whom it trusts, and where it is unless {@code where} says more
     * @param where keys in place of its host and port; may be empty
     */
    static String of(String address, String where, int port) {
        var place = where.isEmpty() ? "host: %s, port: %d".formatted(address, port) : where;
        return "trunks:\n  - {name: peer, trust: [%s], %s}\n".formatted(address, place);
    }
}
