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

    /** Against one thread of ordinary niceness that never rests, a tenth of the core. */
    static final int NICE = 10;

    static final long SHORT_NANOS = 100_000;

    private static final Path THREADS = Path.of("/proc/self/task");
    private static final int PRIO_PROCESS = 0;

    /** Numbers of sched_setattr(2), for which the C library has no name, by os.arch. */
    private static final Map<String, Long> SET_ATTR = Map.of("amd64", 314L, "aarch64", 274L);

    /** struct sched_attr: four octets of size, then policy, flags, niceness, priority, runtime. */
    private static final int ATTR_SIZE = 48;

    private static final int POLICY = 4;
    private static final int RUNTIME = 24;

    private Turns() {}

    /**
     * Gives way: the threads of this process whose names begin so. Of a name with more than 15
     * characters the kernel keeps the first seven.
     *
     * @return how many do now
     */
    public static int giveWay(List<String> names) {
        if (!Files.isDirectory(THREADS)) {
            return 0;
        }
        try (var threads = Files.list(THREADS)) {
            var setPriority =
                    function(
                            "setpriority",
                            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
            return (int)
                    threads.filter(thread -> isOneOf(names, thread))
                            .filter(thread -> setNice(setPriority, thread))
                            .count();
        } catch (IOException | RuntimeException | LinkageError _) {
            return 0; // A system whose threads cannot be seen, or a JVM that may not call it.
        }
    }

    /**
     * Asks that the calling thread runs soon when there is something for it, in turns of a tenth of
     * a millisecond; a kernel before Linux 6.12 does nothing about it.
     *
     * @return whether the kernel did not refuse
     */
    public static boolean soon() {
        var number = SET_ATTR.get(System.getProperty("os.arch"));
        if (number == null || !Files.isDirectory(THREADS)) {
            return false;
        }
        try {
            return soon(number);
        } catch (RuntimeException | LinkageError _) {
            return false; // A JVM that may not call it.
        }
    }

    private static boolean soon(long number) {
        var call =
                function(
                        "syscall",
                        FunctionDescriptor.of(
                                JAVA_LONG, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT),
                        Linker.Option.firstVariadicArg(1));
        try (var memory = Arena.ofConfined()) {
            var attr = memory.allocate(ATTR_SIZE, Long.BYTES);
            // sched_getattr(2) has the next number.
            if (call(call, number + 1, attr, ATTR_SIZE) != 0 || attr.get(JAVA_INT, POLICY) != 0) {
                return false; // Somebody chose another policy for it.
            }
            attr.set(JAVA_LONG, RUNTIME, SHORT_NANOS);
            return call(call, number, attr, 0) == 0;
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

    private static boolean setNice(MethodHandle setPriority, Path thread) {
        int id = Integer.parseInt(thread.getFileName().toString());
        try {
            return (int) setPriority.invokeExact(PRIO_PROCESS, id, NICE) == 0;
        } catch (Throwable e) { // As a method handle declares; the function throws nothing.
            throw new IllegalStateException("setpriority", e);
        }
    }

    /** Of the calling thread. Getting has the size before the flags, setting has flags alone. */
    private static long call(MethodHandle call, long number, MemorySegment attr, int third) {
        try {
            return (long) call.invokeExact(number, 0, attr, third, 0);
        } catch (Throwable e) { // As above.
            throw new IllegalStateException("syscall " + number, e);
        }
    }
}
