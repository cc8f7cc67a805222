/** ACD. */
@NullMarked
package org.strowger.acd;

import org.jspecify.annotations.NullMarked;
