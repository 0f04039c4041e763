package dev.hocket.examples.asyncio;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** {@code create_subprocess_exec} and {@code communicate}. */
public final class Subprocesses {
    private Subprocesses() {}

    static String sorted(String lines) throws IOException, InterruptedException {
        Process sort = new ProcessBuilder("sort").redirectErrorStream(true).start();
        try (var in = sort.outputWriter(StandardCharsets.UTF_8)) {
            in.write(lines);
        }
        String out = new String(sort.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (sort.waitFor() != 0) {
            throw new IOException("sort ended with " + sort.exitValue() + ": " + out);
        }
        return out;
    }

    /** Sorts three lines. */
    public static void main(String[] args) throws Exception {
        System.out.print(sorted("cherry\napple\nbanana\n"));
    }
}
