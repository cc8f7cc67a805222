package org.strowger.harness.overload;

import java.util.List;
import org.strowger.harness.load.result.Finding;

/**
 * What an overload did.
 *
 * @param base the maximum, offered before
 * @param flood three times the maximum
 * @param after half the maximum, a second each, from the end of the flood on
 * @param refusalMicros CPU of the switch for each call that it refused, with all that belongs to
 *     it, found from this flood and one of fewer calls
 */
public record OverloadResult(
        OverloadSettings.Kind kind,
        double maximum,
        Tally base,
        Tally flood,
        List<Tally> after,
        double refusalMicros,
        List<Finding> findings) {

    public OverloadResult {
        after = List.copyOf(after);
        findings = List.copyOf(findings);
    }

    public boolean passed() {
        return findings.stream().allMatch(Finding::holds);
    }
}
