package dev.hocket.processes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.Engine;
import dev.hocket.Inputs;
import dev.hocket.Job;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A parent that is killed leaves no worker behind, however busy it is. */
@Timeout(60)
class OrphanTest {

    /** A parent whose workers print their process and then are busy for ever. */
    static final class Parent {
        private Parent() {}

        public static void main(String[] arguments) {
            Job<Long, Long> busy =
                    Job.of(
                            "busy",
                            input -> {
                                System.out.println("worker " + ProcessHandle.current().pid());
                                while (input >= 0) {
                                    Thread.onSpinWait();
                                }
                                return input;
                            });
            try (Engine engine = new ProcessesProvider().sockets(arguments.length > 0).open(2)) {
                List<Long> _ = engine.map(busy, Inputs.range(0, 2));
            }
        }
    }

    private static void check(String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Parent.class.getName()));
        command.addAll(List.of(arguments));
        Process parent = new ProcessBuilder(command).redirectErrorStream(true).start();
        List<ProcessHandle> workers = new ArrayList<>();
        try (BufferedReader said = parent.inputReader(StandardCharsets.UTF_8)) {
            while (workers.size() < 2) {
                String line = said.readLine();
                assertTrue(line != null, "the parent ended");
                if (line.startsWith("worker ")) {
                    long pid = Long.parseLong(line.substring(7));
                    workers.add(ProcessHandle.of(pid).orElseThrow());
                }
            }
            assertTrue(parent.toHandle().destroyForcibly());
            for (ProcessHandle worker : workers) {
                ProcessHandle _ = worker.onExit().orTimeout(20, TimeUnit.SECONDS).join();
            }
            assertEquals(0, workers.stream().filter(ProcessHandle::isAlive).count());
        } finally {
            workers.forEach(ProcessHandle::destroyForcibly);
        }
    }

    @Test
    void withTheRing() throws Exception {
        check();
    }

    @Test
    void withSockets() throws Exception {
        check("sockets");
    }
}
