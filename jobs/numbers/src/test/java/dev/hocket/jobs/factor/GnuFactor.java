package dev.hocket.jobs.factor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** GNU {@code factor}, which prints the expected. */
final class GnuFactor {
    private GnuFactor() {}

    /** What it prints for these texts, one a line. */
    static List<String> factor(Path folder, List<String> numbers)
            throws IOException, InterruptedException {
        Path input = folder.resolve("numbers");
        Path output = folder.resolve("factors");
        Files.write(input, numbers);
        Process process;
        try {
            process =
                    new ProcessBuilder("factor")
                            .redirectInput(input.toFile())
                            .redirectOutput(output.toFile())
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start();
        } catch (IOException missing) {
            assumeTrue(false, "GNU factor is not installed");
            throw missing;
        }
        assertEquals(0, process.waitFor());
        return Files.readAllLines(output);
    }
}
