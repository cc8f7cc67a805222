/** server. */
@NullMarked
package org.strowger.server;

import org.jspecify.annotations.NullMarked;
