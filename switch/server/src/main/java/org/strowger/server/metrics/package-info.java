/**
 * What the switch measures, in Prometheus' text format. Start at {@link
 * org.strowger.server.metrics.SwitchMetrics}. The one place that sees Micrometer: the parts count
 * with plain counters and histograms of their own, and this package reads them when it is asked.
 */
@NullMarked
package org.strowger.server.metrics;

import org.jspecify.annotations.NullMarked;
