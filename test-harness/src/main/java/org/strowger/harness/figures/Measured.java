package org.strowger.harness.figures;

import java.util.List;
import java.util.Map;
import org.strowger.harness.load.result.Finding;

/**
 * What a benchmark found.
 *
 * @param findings each with value and limit in words
 * @param figures everything that was measured, by name with unit
 */
public record Measured(List<Finding> findings, Map<String, Object> figures) {

    public Measured {
        findings = List.copyOf(findings);
    }

    /** Whether every limit is kept. */
    public boolean holds() {
        return findings.stream().allMatch(Finding::holds);
    }
}
