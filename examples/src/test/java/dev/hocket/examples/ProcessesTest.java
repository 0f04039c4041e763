package dev.hocket.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.hocket.csp.PipelineRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ProcessesTest {
    @TempDir private Path folder;

    @Test
    void filesOfTheSameContentAreFound() throws IOException {
        Path a = Files.writeString(folder.resolve("a"), "same");
        Path b = Files.writeString(folder.resolve("b"), "other");
        Path c = Files.writeString(folder.resolve("c"), "same");
        Path gone = folder.resolve("gone");
        try (PipelineRun<List<Path>> run = Duplicates.duplicates().start(List.of(c, b, gone, a))) {
            assertEquals(List.of(List.of(a, c)), run.toList());
            assertEquals(1, run.report().stages().getFirst().failed());
        }
    }

    @Test
    void theTokenGoesRound() throws InterruptedException {
        assertEquals(20 * 30, Ring.run(20, 30));
        assertEquals(7, Ring.run(1, 7));
    }
}
