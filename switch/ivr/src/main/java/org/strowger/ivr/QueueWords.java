package org.strowger.ivr;

import java.util.Optional;
import java.util.Set;

/** The words that scripts may use when they ask something of the distributor. */
public interface QueueWords {

    /** For scripts that ask for nothing but a place. */
    QueueWords NONE =
            new QueueWords() {
                @Override
                public Optional<Mistake> mistake(String needs) {
                    return Optional.of(new Mistake(0, "there are no skills to ask for"));
                }

                @Override
                public Set<String> tiers() {
                    return Set.of();
                }

                @Override
                public Set<String> agents() {
                    return Set.of();
                }
            };

    /**
     * Something that the operator has to mend.
     *
     * @param offset where, in characters from the begin of the text
     */
    record Mistake(int offset, String problem) {}

    /** What is wrong with an expression of what an agent must be able to do. */
    Optional<Mistake> mistake(String needs);

    /** Names of the kinds of customers there are. */
    Set<String> tiers();

    /** Names of the queues that call back. */
    default Set<String> callbacks() {
        return Set.of();
    }

    /** Ids of the agents there are. */
    Set<String> agents();
}
