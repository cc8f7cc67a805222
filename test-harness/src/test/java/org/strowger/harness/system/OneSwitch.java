package org.strowger.harness.system;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.strowger.harness.process.ConfFolder;
import org.strowger.harness.process.SwitchProcess;

/**
 * One switch for all methods of a class, at rest in the end. After a method that failed it is
 * another one: what that method left open is in nobody's way.
 */
final class OneSwitch implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {

    private final String name;
    private final Supplier<ConfFolder> conf;
    private final Duration rest;
    private @Nullable Loopback loopback;

    /**
     * For a static field with {@code @RegisterExtension}.
     *
     * @param name of its folder
     * @param conf for each start
     * @param rest in which nothing of any call must be left in the end
     */
    OneSwitch(String name, Supplier<ConfFolder> conf, Duration rest) {
        this.name = name;
        this.conf = conf;
        this.rest = rest;
    }

    Loopback loopback() {
        if (loopback == null) {
            throw new IllegalStateException("not started");
        }
        return loopback;
    }

    SwitchProcess strowger() {
        return loopback().strowger();
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        loopback = Loopback.start(name, conf.get());
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (context.getExecutionException().isPresent()) {
            loopback().close();
            loopback = Loopback.start(name, conf.get());
        }
    }

    /** Nothing where it did not start, as {@code conf} has said why. */
    @Override
    public void afterAll(ExtensionContext context) {
        if (loopback != null) {
            loopback.closeAtRest(rest);
        }
    }
}
