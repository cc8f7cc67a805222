/** control. */
@NullMarked
package org.strowger.control;

import org.jspecify.annotations.NullMarked;
