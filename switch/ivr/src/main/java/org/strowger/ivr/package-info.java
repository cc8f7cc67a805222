/**
 * The part that talks to the caller: scripts of menus, prompts and queues, their checker, and the
 * interpreter that runs them.
 *
 * <p>Start at {@link org.strowger.ivr.Interpreter}: a pure step function from {@link
 * org.strowger.ivr.Position} and {@link org.strowger.ivr.IvrEvent} to the next position and {@link
 * org.strowger.ivr.IvrCommand}s. It knows no SIP, no sound and no queue; it only names them, and
 * whoever drives it does what the commands say. {@link org.strowger.ivr.ScriptFolder} reads and
 * checks the operator's files.
 *
 * <p>Threads: every value is immutable and nothing is static but constants. A call's position
 * belongs to the signalling thread. Reading files is for the start and for the command line.
 */
@NullMarked
package org.strowger.ivr;

import org.jspecify.annotations.NullMarked;
