package org.strowger.acd;

import java.util.List;
import org.strowger.base.QueueId;

/** A queue's rules with some of them changed. */
final class QueueRules {

    private final QueueId id;
    Needs needs;
    int weight;
    long offerMicros;
    long wrapUpMicros;
    int maxWaiting;
    int ronaLimit;
    List<Relaxation> relaxation;
    Choice choice;
    long objectiveMicros;
    Stay stay;

    QueueRules(AcdConfig.Queue from) {
        id = from.id();
        needs = from.needs();
        weight = from.weight();
        offerMicros = from.offerMicros();
        wrapUpMicros = from.wrapUpMicros();
        maxWaiting = from.maxWaiting();
        ronaLimit = from.ronaLimit();
        relaxation = from.relaxation();
        choice = from.choice();
        objectiveMicros = from.objectiveMicros();
        stay = from.stay();
    }

    /** With room for so many calls. */
    AcdConfig.Queue room(int calls) {
        maxWaiting = calls;
        return rules();
    }

    AcdConfig.Queue rules() {
        return new AcdConfig.Queue(
                id,
                needs,
                weight,
                offerMicros,
                wrapUpMicros,
                maxWaiting,
                ronaLimit,
                relaxation,
                choice,
                objectiveMicros,
                stay);
    }
}
