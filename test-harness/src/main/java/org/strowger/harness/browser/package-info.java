/**
 * Chromium without a window, as caller or agent: a page with JsSIP, driven by Playwright's library.
 * It has its own SIP, SDP, ICE, DTLS and SRTP, which no softphone has in that way. {@link
 * org.strowger.harness.browser.Browser} starts it: a WAV file is its microphone, and what it hears
 * it tells as a spectrum. Its scripts are in {@code test-harness/browser}.
 *
 * <p>It knows nothing of the switch. The test's thread starts and waits; no other is needed.
 */
@NullMarked
package org.strowger.harness.browser;

import org.jspecify.annotations.NullMarked;
