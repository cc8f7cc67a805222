/** IVR. */
@NullMarked
package org.strowger.ivr;

import org.jspecify.annotations.NullMarked;
