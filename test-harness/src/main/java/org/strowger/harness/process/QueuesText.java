package org.strowger.harness.process;

/** The two queues of a {@link ConfFolder}. */
final class QueuesText {

    private QueuesText() {}

    /**
     * queues.yaml.
     *
     * @param more keys of both queues, each after a comma; may be empty
     */
    static String of(int offerSeconds, int wrapUpSeconds, int maxWaiting, String more) {
        var text = new StringBuilder("queues:\n");
        for (var id : new String[] {"sales", "support"}) {
            text.append(
                    "  - {id: %s, needs: {%s: 1}, offer-s: %d, wrap-up-s: %d,"
                            .formatted(id, id, offerSeconds, wrapUpSeconds));
            text.append(" max-waiting: %d, rona-limit: 1%s}\n".formatted(maxWaiting, more));
        }
        return text.toString();
    }
}
