package org.strowger.media;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * For all test classes of this module: who waits looks every 20 ms, as often as a frame of voice
 * comes, and not every 100 ms.
 */
public final class LooksEachFrame implements BeforeAllCallback {

    private static final Duration FRAME = Duration.ofMillis(20);

    @Override
    public void beforeAll(ExtensionContext context) {
        Awaitility.setDefaultPollInterval(FRAME);
    }
}
