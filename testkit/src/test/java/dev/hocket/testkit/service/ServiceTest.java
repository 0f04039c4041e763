package dev.hocket.testkit.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A service is usable when it has started, and leaves nothing, however the JVM ends. */
class ServiceTest {
    @BeforeAll
    static void onLinux() {
        Service.needsLinux();
    }

    @Test
    void nothingIsLeftOfAServiceThatIsClosed() throws Exception {
        Service service = Recipes.STUBBORN.start();
        List<ProcessHandle> processes = handles(service.processes());
        Path home = service.place().folder();
        assertEquals(2, processes.size(), processes::toString);
        assertTrue(Files.isDirectory(home));
        service.close();
        assertGone(home, processes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"stubborn", "postgres"})
    void nothingIsLeftWhenTheJvmIsKilled(String name) throws Exception {
        skipWithoutPostgres(name);
        Process jvm = holder(name);
        try (BufferedReader said = jvm.inputReader()) {
            Path folder = Path.of(said.readLine());
            List<ProcessHandle> processes = handles(numbers(said.readLine()));
            assertTrue(processes.size() >= 2, processes::toString);
            ProcessHandle guard = guard(folder);
            assertTrue(jvm.toHandle().destroyForcibly());
            assertEquals(137, jvm.waitFor());
            await(guard);
            assertGone(folder, processes);
        }
    }

    /** Who kills the guard as well leaves a service; the next one that starts ends it. */
    @Test
    void whatAKilledGuardLeftIsReclaimed() throws Exception {
        Process jvm = holder("stubborn");
        try (BufferedReader said = jvm.inputReader()) {
            Path folder = Path.of(said.readLine());
            List<ProcessHandle> processes = handles(numbers(said.readLine()));
            ProcessHandle guard = guard(folder);
            assertTrue(guard.destroyForcibly());
            assertTrue(jvm.toHandle().destroyForcibly());
            await(guard);
            assertEquals(137, jvm.waitFor());
            assertTrue(processes.getFirst().isAlive());
            assertTrue(Files.exists(folder));
            GuardedFolder.reclaim();
            assertGone(folder, processes);
        }
    }

    @Test
    void whatEndsAtOnceSaysWhy() {
        ServiceRecipe recipe =
                ServiceRecipe.of("short", at -> List.of("sh", "-c", "echo no room >&2; exit 7"));
        String message = assertThrows(IllegalStateException.class, recipe::start).getMessage();
        assertEquals("short ended before it was ready (status 7); it wrote: no room", message);
    }

    @Test
    void whatIsNeverReadySaysSo() {
        ServiceRecipe recipe =
                ServiceRecipe.of("slow", at -> List.of("sh", "-c", "echo wait; exec sleep 3600"))
                        .readyWhen(ServiceTest::neverAfterItWrote)
                        .readyWithin(Duration.ofNanos(1));
        String message = assertThrows(IllegalStateException.class, recipe::start).getMessage();
        assertEquals("slow was not ready after PT0.000000001S; it wrote: wait", message);
    }

    /** One that asks by a program that is missing is not asked for a minute. */
    @Test
    void aQuestionThatCannotBeAskedSaysSo() {
        ServiceRecipe recipe =
                ServiceRecipe.of("asked", at -> List.of("sleep", "3600"))
                        .readyWhen(Readiness.command(at -> List.of("/no/such/program")));
        String message = assertThrows(IOException.class, recipe::start).toString();
        assertTrue(message.contains("/no/such/program"), message);
    }

    private static boolean neverAfterItWrote(Service service) throws IOException {
        while (service.output().isEmpty()) {
            Thread.onSpinWait();
        }
        return false;
    }

    @Test
    void aStepThatFailsSaysWhy() {
        ServiceRecipe recipe =
                ServiceRecipe.of("later", at -> List.of("sleep", "3600"))
                        .after(at -> List.of("sh", "-c", "echo no disk; exit 3"));
        String message = assertThrows(IllegalStateException.class, recipe::start).getMessage();
        assertEquals("later was not started: sh ended with status 3 and wrote: no disk", message);
    }

    @Test
    void aPortThatIsTakenMeanwhileIsChanged() throws Exception {
        List<ServerSocket> taken = new ArrayList<>();
        ServiceRecipe recipe =
                ServiceRecipe.of("late", at -> taken.size() < 2 ? take(at, taken) : up())
                        .readyWhen(Readiness.output("up"));
        try (Service service = recipe.start()) {
            assertEquals(2, taken.size());
            assertTrue(taken.stream().noneMatch(at -> at.getLocalPort() == service.place().port()));
        } finally {
            for (ServerSocket socket : taken) {
                socket.close();
            }
        }
    }

    private static List<String> up() {
        return List.of("sh", "-c", "echo up; exec sleep 3600");
    }

    private static List<String> take(ServicePlace at, List<ServerSocket> taken) {
        try {
            taken.add(new ServerSocket(at.port(), 50, InetAddress.getLoopbackAddress()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.of("false");
    }

    /** What refuses root runs as somebody who is not, in a folder that is its own. */
    @Test
    void anOrdinaryAccountHasNoPrivileges() throws Exception {
        ServiceRecipe recipe =
                ServiceRecipe.of(
                                "who",
                                at ->
                                        List.of(
                                                "sh",
                                                "-c",
                                                "id -u; cd && pwd && touch mine && ls; echo"
                                                        + " $VARIABLE; exit 4"))
                        .with("VARIABLE", "seen")
                        .readyWhen(Readiness.atOnce());
        try (Service service = recipe.start()) {
            CommandEnd result = service.await();
            List<String> lines = result.output().lines().toList();
            assertEquals(4, result.status(), result::output);
            assertTrue(Integer.parseInt(lines.getFirst()) > 0, result::output);
            assertEquals(
                    List.of(service.place().folder().toString(), "mine", "seen"),
                    lines.subList(1, lines.size()));
        }
    }

    private static void skipWithoutPostgres(String name) {
        if (name.equals("postgres")) {
            assertFalse(Recipes.postgres().steps().isEmpty()); // the holder could not skip
        }
    }

    private static Process holder(String name) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ServiceHolder.class.getName(),
                        name)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static List<Long> numbers(String list) {
        return Stream.of(list.replaceAll("[\\[\\] ]", "").split(",", -1))
                .map(Long::valueOf)
                .toList();
    }

    private static List<ProcessHandle> handles(List<Long> pids) {
        return pids.stream().flatMap(pid -> ProcessHandle.of(pid).stream()).toList();
    }

    private static ProcessHandle guard(Path folder) throws IOException {
        String pid = Files.readString(folder.resolve("guard")).strip();
        return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    }

    private static void await(ProcessHandle process) throws Exception {
        process.onExit().get(60, TimeUnit.SECONDS);
    }

    private static void assertGone(Path folder, List<ProcessHandle> processes) throws Exception {
        for (ProcessHandle process : processes) {
            await(process);
        }
        assertFalse(Files.exists(folder), folder::toString);
    }
}
