/** A name server for tests: {@link org.strowger.harness.names.NameServer}. */
@NullMarked
package org.strowger.harness.names;

import org.jspecify.annotations.NullMarked;
