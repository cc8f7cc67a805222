/**
 * What happened in the calls, written down so that it survives whatever dies: the spool (append and
 * group fsync), the loader, and the tables in H2.
 *
 * <p>Start with {@link org.strowger.records.Records}, which puts it together; call control sees
 * only {@link org.strowger.records.RecordSink}, the control door and the command line only {@link
 * org.strowger.records.CdrReader}. It knows nothing of SIP, media or the distributor: a record is
 * what it is told.
 *
 * <p>{@link org.strowger.records.Spool#append} belongs to the signalling thread, everything else of
 * the spool to the thread {@code spool}, the loader and all writing in the database to the thread
 * {@code loader}; queries may come from any thread. None of them may hold up signalling.
 */
@NullMarked
package org.strowger.records;

import org.jspecify.annotations.NullMarked;
