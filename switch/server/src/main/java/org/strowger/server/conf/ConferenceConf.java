package org.strowger.server.conf;

import java.util.List;
import org.strowger.call.Destination;

/**
 * A conference of numbers.yaml.
 *
 * @param pin empty for none
 * @param moderatorPin empty for none
 * @param firstModerates whether who has been there longest does, if nobody else
 * @param most members
 * @param open whether everybody may dial it, else agents only
 * @param where it stands: {@code file:line:column}
 */
public record ConferenceConf(
        String number,
        String pin,
        String moderatorPin,
        boolean firstModerates,
        int most,
        boolean open,
        String where) {

    /** Where its number leads. */
    public Destination.Conference destination() {
        return new Destination.Conference(number, pin, moderatorPin, firstModerates, most);
    }

    /** What is said there. */
    public List<String> prompts() {
        return destination().prompts();
    }

    @Override
    public String toString() {
        return "conference " + number; // The PIN is nobody's business.
    }
}
