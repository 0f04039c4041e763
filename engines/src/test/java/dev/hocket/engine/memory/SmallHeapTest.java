package dev.hocket.engine.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ten million inputs, made lazily, pass through 64 MB. */
@Timeout(300)
class SmallHeapTest {
    private static String child(String mode, String engine) throws Exception {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx64m",
                                "-XX:+UseSerialGC",
                                "-XX:+ExitOnOutOfMemoryError",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Small.class.getName(),
                                mode,
                                engine)
                        .redirectErrorStream(true)
                        .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        return said.strip();
    }

    private static String counts() {
        long digits = LongStream.range(0, 10_000_000).map(i -> String.valueOf(i).length()).sum();
        return "10000000 " + (digits + 6 * 10_000_000L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sequential", "threads:2", "virtual:8", "forkjoin:2"})
    void iteratesTenMillion(String engine) throws Exception {
        assertEquals(counts(), child("iterate", engine));
    }

    @ParameterizedTest
    @ValueSource(strings = "threads:2")
    void iteratesTenMillionInOrder(String engine) throws Exception {
        assertEquals(counts(), child("order", engine));
    }

    @ParameterizedTest
    @ValueSource(strings = "threads:2")
    void triesAHundredThousandAgain(String engine) throws Exception {
        assertEquals("10000000 true", child("retry", engine));
    }

    /** The window that the run chooses counts what is known of sizes. */
    @ParameterizedTest
    @CsvSource({
        "inputs, threads:2",
        "inputs, virtual:2",
        "strings, threads:2",
        "outputs, threads:2",
        "outputs, forkjoin:2"
    })
    void largeInputsAndOutputsAreBoundedByTheirBytes(String mode, String engine) throws Exception {
        assertEquals("bounded", child(mode, engine));
    }

    @ParameterizedTest
    @ValueSource(strings = "threads:2")
    void aConsumerThatStopsHoldsNoMoreThanItsWindow(String engine) throws Exception {
        assertEquals("true", child("stop", engine));
    }
}
