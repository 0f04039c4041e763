package dev.hocket.processes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.hocket.Cause;
import dev.hocket.Engine;
import dev.hocket.Failed;
import dev.hocket.Inputs;
import dev.hocket.Job;
import dev.hocket.Run;
import dev.hocket.processes.start.JvmStarter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the parent's heap has no room for. */
@Timeout(120)
class SmallParentTest {
    private static final long LARGE = 3;

    /** A parent with a small heap, whose workers have a large one. */
    static final class Parent {
        private Parent() {}

        public static void main(String[] arguments) {
            boolean sockets = Boolean.parseBoolean(arguments[0]);
            Job<Long, byte[]> job =
                    Job.of("arrays", input -> new byte[input == LARGE ? 200 << 20 : 10]);
            try (Engine engine = new ProcessesProvider().heap(600L << 20).sockets(sockets).open(2);
                    Run<Long, byte[]> run = engine.start(job, Inputs.range(0, 8))) {
                run.stream()
                        .filter(Failed.class::isInstance)
                        .map(outcome -> (Failed<Long, byte[]>) outcome)
                        .forEach(failed ->
                                System.out.println(
                                        failed.input()
                                                + " "
                                                + ((Cause.Threw) failed.cause())
                                                        .error()
                                                        .getClass()
                                                        .getSimpleName()));
                System.out.println(run.report().done() + " done");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anOutputThatIsTooLargeForTheParentFailsItsInputAlone(boolean sockets) throws Exception {
        Process parent =
                new ProcessBuilder(
                                JvmStarter.java(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-Xmx64m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Parent.class.getName(),
                                String.valueOf(sockets))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try {
            List<String> said = parent.inputReader(StandardCharsets.UTF_8).lines().toList();
            assertEquals(List.of(LARGE + " OutOfMemoryError", "7 done"), said);
            assertEquals(0, parent.waitFor());
        } finally {
            boolean _ = parent.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
    }
}
