/** records. */
@NullMarked
package org.strowger.records;

import org.jspecify.annotations.NullMarked;
