package dev.hocket.processes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.Engine;
import dev.hocket.Inputs;
import dev.hocket.Job;
import dev.hocket.RefusedException;
import dev.hocket.Task;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TimeZone;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A worker's world is that of its parent, and nothing of it is left behind. */
@Timeout(120)
class WorldTest {
    @TempDir private Path folder;

    private static Process parent(List<String> options, Class<?> main, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--enable-native-access=ALL-UNNAMED");
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    private static List<String> said(Process parent) throws InterruptedException {
        List<String> said = parent.inputReader(StandardCharsets.UTF_8).lines().toList();
        assertEquals(0, parent.waitFor(), said::toString);
        return said;
    }

    /** Says what a task sees, here and in a worker. */
    static final class Seen {
        private Seen() {}

        public static void main(String[] arguments) {
            Job<Long, String> job = Job.of("seen", input -> seen());
            System.out.println(seen());
            try (Engine engine = new ProcessesProvider().open(1)) {
                System.out.println(engine.map(job, List.of(1L)).getFirst());
            }
        }

        private static String seen() {
            return String.join(
                    " ",
                    System.getProperty("a.property", "none"),
                    String.valueOf(Seen.class.desiredAssertionStatus()),
                    Charset.defaultCharset().name(),
                    TimeZone.getDefault().getID(),
                    System.getProperty("user.language"));
        }
    }

    @Test
    void aTaskSeesWhatItsParentWasStartedWith() throws Exception {
        String debugger =
                "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:0";
        List<String> options =
                List.of(
                        "-Da.property=set",
                        "-ea",
                        "-Dfile.encoding=ISO-8859-1",
                        "-Duser.timezone=Asia/Tokyo",
                        "-Duser.language=fr",
                        "-Xmx64m",
                        debugger);
        List<String> said = said(parent(options, Seen.class));
        String expected = "set true ISO-8859-1 Asia/Tokyo fr";
        assertEquals(
                List.of(expected, expected),
                said.stream().filter(line -> line.startsWith("set ")).toList(),
                said::toString);
    }

    /** Loads the class of a task from where other processes cannot find it. */
    private static final class Hidden extends ClassLoader {
        Hidden() {
            super(WorldTest.class.getClassLoader());
        }

        /** Another class of the same code, by a name of the same length. */
        Class<?> define(Class<?> from, String to) throws IOException {
            String name = from.getName();
            String file = name.substring(name.lastIndexOf('.') + 1) + ".class";
            try (InputStream in = from.getResourceAsStream(file)) {
                String text = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
                byte[] bytes =
                        text.replace(name.replace('.', '/'), to.replace('.', '/'))
                                .getBytes(StandardCharsets.ISO_8859_1);
                return defineClass(to, bytes, 0, bytes.length);
            }
        }
    }

    /** A task that a loader of its own has. */
    static final class Plain1 implements Task<Long, Long> {
        private static final long serialVersionUID = 1;

        Plain1() {}

        @Override
        public Long run(Long input) {
            return input;
        }
    }

    @Test
    @SuppressWarnings({"unchecked", "UnnecessaryMethodReference"}) // it captures the task
    void aTaskOfAClassLoaderThatWorkersLackIsRefusedAtOnce() throws Exception {
        String name = Plain1.class.getName();
        Class<?> hidden =
                new Hidden().define(Plain1.class, name.substring(0, name.length() - 1) + "2");
        var constructor = hidden.getDeclaredConstructor();
        constructor.setAccessible(true);
        Task<Long, Long> task = (Task<Long, Long>) constructor.newInstance();
        try (Engine engine = new ProcessesProvider().open(1)) {
            for (Job<Long, Long> job :
                    List.of(Job.of("hidden", task), Job.<Long, Long>of("captured", task::run))) {
                RefusedException refused =
                        assertThrows(RefusedException.class, () -> engine.map(job, List.of(1L)));
                String text = String.valueOf(refused.getMessage());
                assertTrue(text.contains(hidden.getName()) && text.contains("class path"), text);
            }
        }
    }

    /** Starts workers that start processes, says which, and ends in one of many ways. */
    static final class Leaving {
        private Leaving() {}

        public static void main(String[] arguments) throws Exception {
            String way = arguments[0];
            System.setErr(System.out);
            Engine engine = new ProcessesProvider().open(2);
            List<Long> _ = engine.map(Job.of("starting", Leaving::start), Inputs.range(0, 4));
            switch (way) {
                case "close" -> engine.close();
                case "exit" -> System.exit(3);
                case "halt" -> Runtime.getRuntime().halt(3);
                case "error" -> throw new AssertionError("meant");
                case "busy" -> {
                    List<Long> _ = engine.map(Job.of("busy", Leaving::spin), List.of(1L));
                }
                default -> {
                    System.out.println("ready");
                    Thread.sleep(Long.MAX_VALUE);
                }
            }
        }

        private static long start(long input) throws IOException {
            Process child = new ProcessBuilder("sleep", "600").start();
            System.out.println("child " + child.pid());
            System.out.println("worker " + ProcessHandle.current().pid());
            return input;
        }

        private static long spin(long input) {
            System.out.println("ready");
            while (input >= 0) {
                Thread.onSpinWait();
            }
            return input;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"close", "exit", "halt", "error", "busy", "TERM", "INT", "HUP", "KILL"})
    void noProcessAndNoFolderIsLeft(String way) throws Exception {
        Process parent = parent(List.of("-Djava.io.tmpdir=" + folder), Leaving.class, way);
        List<ProcessHandle> started = new ArrayList<>();
        try (var said = parent.inputReader(StandardCharsets.UTF_8)) {
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                if (line.startsWith("child ") || line.startsWith("worker ")) {
                    ProcessHandle.of(Long.parseLong(line.substring(line.indexOf(' ') + 1)))
                            .ifPresent(started::add);
                } else if (line.equals("ready")) {
                    signal(way.equals("busy") ? "KILL" : way, parent.pid());
                }
            }
            assertFalse(started.isEmpty(), "nothing was started");
            int _ = parent.waitFor();
            for (ProcessHandle each : started) {
                ProcessHandle _ = each.onExit().orTimeout(30, TimeUnit.SECONDS).join();
            }
        } finally {
            started.forEach(ProcessHandle::destroyForcibly);
        }
        if (!folders().isEmpty()) { // it was killed: the next parent clears up
            List<String> _ = said(parent(List.of("-Djava.io.tmpdir=" + folder), Seen.class));
        }
        assertEquals(List.of(), folders());
    }

    private static void signal(String signal, long pid) throws IOException, InterruptedException {
        assertEquals(0, new ProcessBuilder("kill", "-" + signal, "" + pid).start().waitFor());
    }

    private List<Path> folders() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(each -> String.valueOf(each.getFileName()).startsWith("hocket-"))
                    .toList();
        }
    }

    @Test
    void whatATaskHasStartedEndsWithItsWorker() throws Exception {
        Job<Long, Long> job =
                Job.of(
                        "starting",
                        input -> {
                            Process child =
                                    new ProcessBuilder("sh", "-c", "sleep 600 & echo $!").start();
                            return Long.parseLong(
                                    child.inputReader(StandardCharsets.UTF_8).readLine());
                        });
        ProcessHandle child;
        try (Engine engine = new ProcessesProvider().open(1)) {
            child = ProcessHandle.of(engine.map(job, List.of(1L)).getFirst()).orElseThrow();
            assertTrue(child.isAlive());
        }
        ProcessHandle _ = child.onExit().orTimeout(30, TimeUnit.SECONDS).join();
    }
}
