package dev.hocket.check.corpus.pass;

import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;

/** Reads until the end. */
public final class PipeReadOnce {
    public static void test() throws Exception {
        PipedOutputStream out = new PipedOutputStream();
        PipedInputStream in = new PipedInputStream(out, 2);
        Thread writer = new Thread(() -> write(out), "writer");
        writer.start();
        int read = in.readAllBytes().length;
        if (read != 4) {
            throw new AssertionError(read + " of 4");
        }
        writer.join();
    }

    private static void write(PipedOutputStream out) {
        try (out) {
            for (int i = 1; i <= 4; i++) {
                out.write(i);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private PipeReadOnce() {}
}
