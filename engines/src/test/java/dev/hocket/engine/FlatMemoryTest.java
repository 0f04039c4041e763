package dev.hocket.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.hocket.Done;
import dev.hocket.Engine;
import dev.hocket.Inputs;
import dev.hocket.Job;
import dev.hocket.Outcome;
import dev.hocket.Run;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ten million inputs, made as they are asked for, go through a JVM of 64 MB. */
class FlatMemoryTest {
    private static final long INPUTS = 10_000_000;

    @ParameterizedTest
    @ValueSource(strings = {"sequential", "threads:2", "virtual:8", "forkjoin:2"})
    void tenMillionInputsFitInto64MegaBytes(String engine) throws Exception {
        Process child =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx64m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Main.class.getName(),
                                engine)
                        .redirectErrorStream(true)
                        .start();
        String said =
                new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
        assertEquals(0, child.waitFor(), said);
        assertEquals(INPUTS + " " + INPUTS * (INPUTS + 1) / 2, said);
    }

    /** Prints the number of the outcomes and the sum of their outputs. */
    static final class Main {
        private Main() {}

        public static void main(String[] args) {
            Job<Long, Long> next = Job.of("next", (Long input) -> input + 1);
            long count = 0;
            long sum = 0;
            try (Engine engine = Engine.named(args[0]);
                    Run<Long, Long> run =
                            engine.start(next, Inputs.of(LongStream.range(0, INPUTS).boxed()))) {
                for (Outcome<Long, Long> outcome : run) {
                    count++;
                    sum += ((Done<Long, Long>) outcome).output();
                }
            }
            System.out.println(count + " " + sum);
        }
    }
}
