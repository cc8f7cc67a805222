package org.strowger.harness.overload;

import java.util.ArrayList;
import java.util.List;
import org.strowger.harness.load.result.Finding;

/**
 * What an overload did.
 *
 * @param base the maximum, offered before
 * @param flood three times the maximum
 * @param after half the maximum, a second each, from the end of the flood on
 */
public record OverloadResult(
        OverloadSettings.Kind kind,
        double maximum,
        Tally base,
        Tally flood,
        List<Tally> after,
        List<Finding> findings) {

    public OverloadResult {
        after = List.copyOf(after);
        findings = List.copyOf(findings);
    }

    /** The same with one more finding. */
    OverloadResult with(Finding another) {
        var all = new ArrayList<>(findings);
        all.add(another);
        return new OverloadResult(kind, maximum, base, flood, after, all);
    }

    public boolean passed() {
        return findings.stream().allMatch(Finding::holds);
    }
}
