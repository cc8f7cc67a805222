package org.strowger.base;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Whose turn it is on a core that several threads of this process share: those who answer callers
 * ask for short turns that come soon, those who write things down give way (sched(7)). Linux only;
 * elsewhere, and where the kernel refuses, threads run as they always do.
 */
public final class Turns {

    /**
     * Against one thread of ordinary niceness that never rests, a sixtieth of the core. With a
     * larger share it is owed more than a millisecond at a time by one that rests often, and takes
     * it when that one wants to answer.
     */
    static final int NICE = 19;

    static final long SHORT_NANOS = 100_000;

    private static final Path THREADS = Path.of("/proc/self/task");

    /** Numbers of sched_setattr(2), for which the C library has no name, by os.arch. */
    private static final Map<String, Long> SET_ATTR = Map.of("amd64", 314L, "aarch64", 274L);

    /** struct sched_attr: four octets of size, then policy, flags, niceness, priority, runtime. */
    private static final int ATTR_SIZE = 48;

    private static final int POLICY = 4;
    private static final int NICENESS = 16;
    private static final int RUNTIME = 24;

    private static final int SCHED_OTHER = 0;

    /** Who wakes with it takes the core from nobody. */
    private static final int SCHED_BATCH = 3;

    private static final int CALLING = 0;

    /** Of prctl(2): by how much a thread's timers may be late, so that several fall together. */
    private static final int PR_SET_TIMERSLACK = 29;

    private static final long SLACK_NANOS = 1_000;

    private Turns() {}

    /** How the scheduler is to treat a thread from now on. */
    private interface Wish {

        void write(MemorySegment attr);
    }

    /**
     * Gives way: the threads of this process whose names begin so. They take the core from nobody
     * when they wake, and get little of it while others want it. Of a name with more than 15
     * characters the kernel keeps the first seven.
     *
     * @return how many do now
     */
    public static int giveWay(List<String> names) {
        if (!Files.isDirectory(THREADS)) {
            return 0;
        }
        try (var threads = Files.list(THREADS)) {
            return (int)
                    threads.filter(thread -> isOneOf(names, thread))
                            .mapToInt(thread -> Integer.parseInt(thread.getFileName().toString()))
                            .filter(thread -> change(thread, Turns::least))
                            .count();
        } catch (IOException _) {
            return 0; // A system whose threads cannot be seen.
        }
    }

    private static void least(MemorySegment attr) {
        attr.set(JAVA_INT, POLICY, SCHED_BATCH);
        attr.set(JAVA_INT, NICENESS, NICE);
    }

    /**
     * Asks that the calling thread takes the core from nobody when it wakes; its share stays.
     *
     * @return whether the kernel did not refuse
     */
    public static boolean behind() {
        return change(CALLING, attr -> attr.set(JAVA_INT, POLICY, SCHED_BATCH));
    }

    /**
     * Asks that the calling thread runs soon when there is something for it, in turns of a tenth of
     * a millisecond (a kernel before Linux 6.12 does nothing about it), and that its timers are not
     * late by the usual 50 us.
     *
     * @return whether the kernel did not refuse
     */
    public static boolean soon() {
        return change(CALLING, attr -> attr.set(JAVA_LONG, RUNTIME, SHORT_NANOS)) && onTime();
    }

    private static boolean onTime() {
        var control =
                function(
                        "prctl",
                        FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG),
                        Linker.Option.firstVariadicArg(1));
        try {
            return (int) control.invokeExact(PR_SET_TIMERSLACK, SLACK_NANOS) == 0;
        } catch (Throwable e) { // As a method handle declares; the function throws nothing.
            throw new IllegalStateException("prctl", e);
        }
    }

    /** False where the system has no such call, or somebody chose another policy for the thread. */
    private static boolean change(int thread, Wish wish) {
        var number = SET_ATTR.get(System.getProperty("os.arch"));
        if (number == null || !Files.isDirectory(THREADS)) {
            return false;
        }
        try {
            return change(number, thread, wish);
        } catch (RuntimeException | LinkageError _) {
            return false; // A JVM that may not call it.
        }
    }

    private static boolean change(long number, int thread, Wish wish) {
        var call =
                function(
                        "syscall",
                        FunctionDescriptor.of(
                                JAVA_LONG, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT),
                        Linker.Option.firstVariadicArg(1));
        try (var memory = Arena.ofConfined()) {
            var attr = memory.allocate(ATTR_SIZE, Long.BYTES);
            // sched_getattr(2) has the next number.
            if (call(call, number + 1, thread, attr, ATTR_SIZE) != 0
                    || attr.get(JAVA_INT, POLICY) != SCHED_OTHER) {
                return false;
            }
            wish.write(attr);
            return call(call, number, thread, attr, 0) == 0;
        }
    }

    private static boolean isOneOf(List<String> names, Path thread) {
        try {
            var name = Files.readString(thread.resolve("comm"));
            return names.stream().anyMatch(name::startsWith);
        } catch (IOException _) {
            return false; // It has ended meanwhile.
        }
    }

    @SuppressWarnings("restricted") // They take numbers, and a structure that is large enough.
    private static MethodHandle function(
            String name, FunctionDescriptor descriptor, Linker.Option... options) {
        var linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), descriptor, options);
    }

    /** Getting has the size before the flags, setting has flags alone. */
    private static long call(
            MethodHandle call, long number, int thread, MemorySegment attr, int third) {
        try {
            return (long) call.invokeExact(number, thread, attr, third, 0);
        } catch (Throwable e) { // As a method handle declares; the function throws nothing.
            throw new IllegalStateException("syscall " + number, e);
        }
    }
}
