/**
 * What is made of a {@link org.strowger.harness.load.result.Result}: its file ({@link
 * org.strowger.harness.load.report.ResultFile}, written by {@code JsonFile}), its page ({@link
 * org.strowger.harness.load.report.Page}), the comparison of two ({@link
 * org.strowger.harness.load.report.Comparison}), and slopes over time ({@link
 * org.strowger.harness.load.report.Slope}). Functions of their arguments, but for the files.
 *
 * <p>It knows no process. Any thread.
 */
@NullMarked
package org.strowger.harness.load.report;

import org.jspecify.annotations.NullMarked;
