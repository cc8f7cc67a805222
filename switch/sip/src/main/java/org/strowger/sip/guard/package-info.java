/**
 * The guard against who floods, scans and tries passwords: who may begin how much, and who is heard
 * not at all.
 *
 * <p>Start at {@link org.strowger.sip.guard.Guard}. The I/O loops ask it about every packet; the
 * core tells it by {@link org.strowger.sip.guard.SourceWatch} what only the core can know. It knows
 * no socket. What many threads write are numbers in a table of fixed size ({@code Buckets}), where
 * a lost update costs one token; everything else is written by the signalling thread and read by
 * all.
 *
 * <p>It knows no message and no user: of a packet it is told the source, and what kind of thing was
 * asked.
 */
@NullMarked
package org.strowger.sip.guard;

import org.jspecify.annotations.NullMarked;
