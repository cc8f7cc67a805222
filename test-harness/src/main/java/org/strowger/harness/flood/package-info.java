/**
 * Floods: datagrams of one kind at a rate for a time, by a seed. A {@link
 * org.strowger.harness.flood.Barrage} makes them, {@link org.strowger.harness.flood.Flood} sends
 * them and counts what is answered.
 *
 * <p>It knows no transaction and no dialog. The thread that calls {@link
 * org.strowger.harness.flood.Flood} sends and reads.
 */
@NullMarked
package org.strowger.harness.flood;

import org.jspecify.annotations.NullMarked;
