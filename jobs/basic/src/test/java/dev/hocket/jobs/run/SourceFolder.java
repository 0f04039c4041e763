package dev.hocket.jobs.run;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Writes a user's source files for a test, loads them and runs them. */
final class SourceFolder {
    private final Path folder;

    SourceFolder(Path folder) {
        this.folder = folder;
    }

    /** Writes a file below the folder and returns its path as a user would give it. */
    String write(String name, String text) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            return file.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Loads a source and runs it on one word. */
    static @Nullable Object run(TaskSource source, String input) throws Exception {
        try (LoadedTask task = source.load()) {
            return task.textTask().run(input);
        }
    }

    /** The message of the refusal to load a source; checks that it has these parts. */
    static String refusal(TaskSource source, String... parts) {
        TaskLoadException refused = assertThrows(TaskLoadException.class, source::load);
        String message = String.valueOf(refused.getMessage());
        for (String part : parts) {
            assertTrue(message.contains(part), () -> "'" + part + "' is not in: " + message);
        }
        return message;
    }
}
