package org.strowger.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher's search for a JDK, over folders that look like JDKs. */
class LauncherTest {

    private static final Path LAUNCHER = Path.of("../strowger").toAbsolutePath().normalize();

    @TempDir Path dir;

    private String jdk(String name, String version) throws IOException {
        var home = dir.resolve(name);
        Files.createDirectories(home.resolve("bin"));
        program(home.resolve("bin/javac"), "");
        program(home.resolve("bin/java"), "echo '    java.home = " + home + "' >&2");
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        return home.toString();
    }

    private static void program(Path file, String text) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + text + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /**
     * What the launcher finds with this JAVA_HOME, this java on PATH and this in the usual place.
     */
    private String found(String javaHome, String onPath, String usual)
            throws IOException, InterruptedException {
        var script =
                ". \"$1\"; usual=$2; jdk_places() { printf '%s\\n' \"$usual\"; }; find_jdk || echo none";
        var builder = new ProcessBuilder("bash", "-c", script, "bash", LAUNCHER.toString(), usual);
        builder.redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", javaHome);
        builder.environment().put("PATH", onPath + "/bin:/usr/bin:/bin");
        var process = builder.start();
        var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), text);
        return text.strip();
    }

    @Test
    void javaHomeComesFirstThenThePathThenTheUsualPlaces() throws Exception {
        var a = jdk("a 25", "25.0.1");
        var b = jdk("b", "25");
        var c = jdk("c", "25.0.2");
        var old = jdk("old", "17.0.15");
        assertEquals(a, found(a, b, c));
        assertEquals(b, found(old, b, c));
        assertEquals(c, found(old, old, c));
        assertEquals("none", found(old, old, old));
        assertEquals("none", found("", old, dir + "/nowhere"));
    }

    @Test
    void aRuntimeWithoutACompilerAndALongerNumberAreNoJdk25() throws Exception {
        var runtime = jdk("runtime", "25");
        Files.delete(dir.resolve("runtime/bin/javac"));
        var old = jdk("old", "17");
        var later = jdk("later", "250.1");
        assertEquals("none", found(runtime, old, later));
    }

    /** What the launcher says about raw sockets to somebody with this id and this capability. */
    private String rawSockets(int user, String capability)
            throws IOException, InterruptedException {
        program(dir.resolve("sipp"), "");
        program(dir.resolve("id"), "echo " + user);
        program(dir.resolve("getcap"), "echo \"$1 " + capability + "\"");
        var builder =
                new ProcessBuilder(
                        "bash", "-c", ". \"$1\"; need_raw_sockets", "bash", LAUNCHER.toString());
        builder.redirectErrorStream(true);
        builder.environment().put("PATH", dir + ":/usr/bin:/bin");
        var process = builder.start();
        var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(text.isEmpty() ? 0 : 1, process.waitFor(), text);
        return text;
    }

    @Test
    void whoMayNotOpenRawSocketsIsToldTheCommand() throws Exception {
        assertEquals("", rawSockets(0, ""));
        assertEquals("", rawSockets(1000, "cap_net_raw=ep"));
        var refused = rawSockets(1000, "");
        assertEquals(1, refused.lines().count(), refused);
        assertTrue(refused.contains("sudo setcap cap_net_raw+ep " + dir), refused);
    }

    /** What the launcher says while it sees to what a browser needs, for this project. */
    private String browser(String missing, int user) throws IOException, InterruptedException {
        program(dir.resolve("id"), "echo " + user);
        var script =
                ". \"$1\"; missing=$2; root=$3; missing_packages() { printf %s \"$missing\"; };"
                        + " install_browser";
        var builder =
                new ProcessBuilder(
                        "bash",
                        "-c",
                        script,
                        "bash",
                        LAUNCHER.toString(),
                        missing,
                        dir.resolve("project").toString());
        builder.redirectErrorStream(true);
        builder.environment().put("PATH", dir + ":/usr/bin:/bin");
        var process = builder.start();
        var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), text);
        return text;
    }

    private Path project() throws IOException {
        var packages = Files.createDirectories(dir.resolve("project/test-harness/browser"));
        Files.writeString(packages.resolve("package.json"), "{}");
        Files.writeString(packages.resolve("package-lock.json"), "{}");
        return packages;
    }

    @Test
    void whoHasNoBrowserIsToldAndTheTestsGoOn() throws Exception {
        project();
        var said = browser(" chromium npm", 1000);
        assertEquals(1, said.lines().count(), said);
        assertTrue(said.contains("sudo apt-get install chromium npm"), said);
        program(dir.resolve("apt-get"), "exit 100");
        assertTrue(browser(" chromium", 0).contains("could not install chromium"));
        program(dir.resolve("npm"), "exit 1");
        assertTrue(browser("", 0).contains("npm could not get"));
        assertFalse(Files.exists(dir.resolve("project/test-harness/target/browser")));
    }

    @Test
    void npmPackagesAreInstalledOnceForEachList() throws Exception {
        var packages = project();
        program(dir.resolve("npm"), "echo npm $1");
        assertEquals("npm ci\n", browser("", 1000));
        assertEquals("", browser("", 1000));
        Files.writeString(packages.resolve("package-lock.json"), "{ }");
        assertEquals("npm ci\n", browser("", 1000));
    }

    @Test
    void theRootIsFoundThroughASymbolicLink() throws Exception {
        var link = dir.resolve("link");
        Files.createSymbolicLink(link, LAUNCHER);
        var process =
                new ProcessBuilder(
                                "bash",
                                "-c",
                                ". \"$1\"; project_root \"$2\"",
                                "bash",
                                LAUNCHER.toString(),
                                link.toString())
                        .redirectErrorStream(true)
                        .start();
        var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), text);
        assertEquals(Path.of("../..").toAbsolutePath().normalize().toString(), text.strip());
    }
}
