package org.strowger.harness.process;

import java.util.Map;

/**
 * The users of a {@link ConfFolder}.
 *
 * @param digest algorithms in order
 * @param rights the class of them all with its key, and a line's end; may be empty
 * @param more keys of each user, each after a comma; may be empty
 */
record AgentsText(String digest, String rights, String more) {

    private static final String IN_QUEUES =
            "queues: [sales, support], skills: {sales: 5, support: 5}, pick-up: [team]";
    private static final String IN_NO_QUEUE = "queues: [], pick-up: [team]";
    private static final String ALONE = "queues: []";
    private static final int TEAM = 100;

    /**
     * agents.yaml.
     *
     * @param agents names and passwords of those who serve the queues
     * @param first number of the first of the others
     * @param phones how many others; more than 100 pick nothing up
     */
    String of(Map<String, String> agents, int first, int phones) {
        var text = new StringBuilder(rights).append("agents:\n");
        agents.forEach((id, password) -> text.append(agent(id, password, IN_QUEUES)));
        var inWhat = phones > TEAM ? ALONE : IN_NO_QUEUE;
        for (int phone = first; phone < first + phones; phone++) {
            text.append(agent(String.valueOf(phone), "demo-" + phone, inWhat));
        }
        return text.toString();
    }

    private String agent(String id, String password, String queues) {
        var keys = (rights.isEmpty() ? "" : ", class: all") + more;
        return "  - {id: \"%s\", password: %s, digest: [%s], %s, ready: registered%s}\n"
                .formatted(id, password, digest, queues, keys);
    }
}
