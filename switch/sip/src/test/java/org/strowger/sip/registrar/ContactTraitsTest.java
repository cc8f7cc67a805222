package org.strowger.sip.registrar;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class ContactTraitsTest {

    /** Digits of the machine's own language are none of the grammar's. */
    @Test
    void thePreferenceIsAsciiWhereverTheSwitchRuns() {
        var usual = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        try {
            var half = new ContactTraits(50, "", 0, List.of(), null);
            assertEquals(";q=0.050", half.parameters());
        } finally {
            Locale.setDefault(usual);
        }
    }
}
