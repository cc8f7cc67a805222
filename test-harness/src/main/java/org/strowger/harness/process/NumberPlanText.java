package org.strowger.harness.process;

/** The numbers of a {@link ConfFolder}: those of the demo configuration, and more. */
final class NumberPlanText {

    private static final String NUMBERS =
            """
            public:
              "4000": {script: hotline}
              "4001": {script: announcement}
              "4002": {queue: support}
              "4003": {trunk: peer, kind: internal}
              "4004": {echo: true}
            agents-only:
              "*11": {feature: log-in}
              "*12": {feature: log-out}
              "*13": {feature: break}
              "*14": {feature: ready}
              "*8": {feature: pick-up}
              "*78": {feature: do-not-disturb}
              "*79": {feature: do-not-disturb-off}
              "*72": {feature: forward}
              "*73": {feature: forward-off}
              "*90": {feature: forward-busy}
              "*91": {feature: forward-busy-off}
              "*92": {feature: forward-no-answer}
              "*93": {feature: forward-no-answer-off}
              "700": {feature: park}
            """;

    private static final String DURING_CALLS =
            "during-calls: {transfer: \"##\", consult: \"*2\"}\n";

    private NumberPlanText() {}

    /**
     * numbers.yaml.
     *
     * @param inside lines more of agents-only
     * @param outside what agents may dial beyond
     */
    static String of(String inside, String outside) {
        return NUMBERS + inside + DURING_CALLS + outside;
    }
}
