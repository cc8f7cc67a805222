/**
 * The load laboratory: loads a switch with calls, measures it, breaks it on purpose, and proves
 * that nothing was lost. {@link org.strowger.harness.load.result.Result} is what a run leaves
 * behind.
 */
@NullMarked
package org.strowger.harness.load;

import org.jspecify.annotations.NullMarked;
