package dev.hocket.processes;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.processes.start.JvmStarter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program that is run from its source, whose classes lie in memory alone. */
class SourceLauncherTest {
    @TempDir private Path folder;

    @Test
    void isToldWhatToDo() throws Exception {
        Path source =
                Files.writeString(
                        folder.resolve("Twice.java"),
                        """
                        import dev.hocket.*;
                        import dev.hocket.processes.*;
                        public class Twice {
                            public static void main(String[] args) {
                                try (Engine engine = new ProcessesProvider().open(1)) {
                                    engine.map(Job.of("twice", (Long i) -> 2 * i), java.util.List.of(1L));
                                }
                            }
                        }
                        """);
        Process process =
                new ProcessBuilder(
                                JvmStarter.java(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                source.toString())
                        .redirectErrorStream(true)
                        .start();
        String said =
                process.inputReader(StandardCharsets.UTF_8).lines().collect(Collectors.joining());
        assertTrue(said.contains("compile the file first, with javac"), said);
    }
}
