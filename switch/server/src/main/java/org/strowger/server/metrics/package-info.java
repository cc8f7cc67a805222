/**
 * What the switch measures, in Prometheus' text format. Start at {@link
 * org.strowger.server.metrics.SwitchMetrics}. The one place that sees Micrometer: the parts count
 * with plain counters and histograms of their own, and this package reads them when it is asked.
 *
 * <p>It knows no rule by which anything is counted. A scrape runs on the door's virtual thread and
 * reads published numbers; it asks the signalling thread for nothing but one census of the calls.
 */
@NullMarked
package org.strowger.server.metrics;

import org.jspecify.annotations.NullMarked;
