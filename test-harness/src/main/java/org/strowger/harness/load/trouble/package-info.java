/**
 * Trouble on purpose: profiles that hurt the switch or its world in one way each, and check that
 * what happens is what was promised. {@link org.strowger.harness.load.trouble.Troubles} lists and
 * runs them.
 *
 * <p>It knows the switch as a process only. A trouble runs on the thread of the command; crowds of
 * phones have a virtual thread each.
 */
@NullMarked
package org.strowger.harness.load.trouble;

import org.jspecify.annotations.NullMarked;
