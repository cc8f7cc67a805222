/**
 * A name server for tests: {@link org.strowger.harness.names.NameServer}, on loopback, which
 * answers what a test has told it and can be made to fail.
 *
 * <p>It knows no SIP. One thread, {@code name-server}, answers; tests change its records from
 * theirs.
 */
@NullMarked
package org.strowger.harness.names;

import org.jspecify.annotations.NullMarked;
