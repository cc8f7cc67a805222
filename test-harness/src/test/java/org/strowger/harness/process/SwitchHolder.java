package org.strowger.harness.process;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A JVM that starts a switch and waits to be killed: {@code main FOLDER}. */
public final class SwitchHolder {

    private SwitchHolder() {}

    /** Prints {@code switch PID}. */
    public static void main(String[] args) throws InterruptedException {
        try (var strowger = SwitchProcess.start(ConfFolder.create(), Path.of(args[0]))) {
            System.out.println("switch " + strowger.pid());
            new CountDownLatch(1).await();
        }
    }
}
