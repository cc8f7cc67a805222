/**
 * What a dialog remembers and how its messages are written (RFC 3261, sections 12 and 8.2.6).
 *
 * <p>Start with {@link org.strowger.sip.dialog.Dialog}. Messages leave as octets made by a
 * StringBuilder from kept header lines: a confirmed dialog keeps a dozen Strings and none of RI's
 * objects. The package sends nothing and sets no timer; it belongs to the signalling thread.
 */
@NullMarked
package org.strowger.sip.dialog;

import org.jspecify.annotations.NullMarked;
