package dev.hocket.examples.asyncio;

import dev.hocket.sync.BoundedQueue;
import dev.hocket.sync.TaskScope;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Writing to a file from many threads, none of which waits for the disk. */
public final class FileWriting {
    private FileWriting() {}

    static void write(BoundedQueue<String> lines, Path file)
            throws IOException, InterruptedException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            @Nullable String line;
            while ((line = lines.take()) != null) {
                out.write(line);
                out.newLine();
            }
        }
    }

    /** Ten threads write a hundred lines each, through one writer. */
    public static void main(String[] args) throws Exception {
        Path file = Files.createTempFile("lines", ".txt");
        BoundedQueue<String> lines = new BoundedQueue<>(256);
        try (TaskScope<Object> writing = TaskScope.open()) {
            writing.launch(() -> write(lines, file));
            try (TaskScope<Object> scope = TaskScope.open()) {
                for (int i = 0; i < 10; i++) {
                    String name = "thread " + i;
                    scope.launch(() -> {
                        for (int n = 0; n < 100; n++) {
                            lines.put(name + " says " + n);
                        }
                    });
                }
                scope.join();
            }
            lines.shutdown(); // lines in the queue are still written
            writing.join();
        }
        System.out.println(Files.readAllLines(file).size() + " lines");
        Files.delete(file);
    }
}
