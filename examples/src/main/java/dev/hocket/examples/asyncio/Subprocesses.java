package dev.hocket.examples.asyncio;

import dev.hocket.sync.TaskScope;
import java.nio.charset.StandardCharsets;

/** {@code create_subprocess_exec} and {@code communicate}. */
public final class Subprocesses {
    private Subprocesses() {}

    static String sorted(String lines) throws Exception {
        try (TaskScope<Object> scope = TaskScope.open()) {
            Process sort = new ProcessBuilder("sort").start();
            scope.launch(() -> {
                try (var in = sort.outputWriter(StandardCharsets.UTF_8)) {
                    in.write(lines);
                }
            });
            byte[] out = sort.getInputStream().readAllBytes();
            scope.join();
            sort.waitFor();
            return new String(out, StandardCharsets.UTF_8);
        }
    }

    /** Sorts three lines. */
    public static void main(String[] args) throws Exception {
        System.out.print(sorted("cherry\napple\nbanana\n"));
    }
}
