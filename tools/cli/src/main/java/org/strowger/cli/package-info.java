/**
 * The command line, {@code strowger COMMAND}: its commands are listed in {@link
 * org.strowger.cli.Main}; what a command needs of the rest of the project is {@link
 * org.strowger.cli.Actions}.
 *
 * <p>A command that asks a running switch goes through its control door ({@link
 * org.strowger.cli.Door}); what comes back is JSON, and {@link org.strowger.cli.Listing} prints it
 * as a table, JSON or CSV. One thread, the main one.
 */
@NullMarked
package org.strowger.cli;

import org.jspecify.annotations.NullMarked;
