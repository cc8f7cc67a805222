/** SIP. */
@NullMarked
package org.strowger.sip;

import org.jspecify.annotations.NullMarked;
