/**
 * The operator's configuration: five YAML files, read once at start and checked as a whole. A
 * mistake stops the start with file, line, column and what was expected.
 *
 * <p>Start at {@link org.strowger.server.conf.ConfReader}. The result is immutable and knows no
 * file any more. The schemas stand beside the files in {@code conf/} and are packed into this
 * module.
 *
 * <p>It knows no part of the switch but the values that those are built from. Reading is for the
 * start and for the command line, on their one thread; what was read is safe anywhere.
 */
@NullMarked
package org.strowger.server.conf;

import org.jspecify.annotations.NullMarked;
