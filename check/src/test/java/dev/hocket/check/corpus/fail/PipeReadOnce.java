package dev.hocket.check.corpus.fail;

import static dev.hocket.check.FindingKind.DEADLOCK;
import static dev.hocket.check.FindingKind.FAILURE;
import static dev.hocket.check.FindingKind.LIVELOCK;
import static dev.hocket.check.FindingKind.STARVATION;
import static dev.hocket.check.FindingKind.UNCAUGHT;

import dev.hocket.check.corpus.Bug;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;

/** A read from a pipe is taken to give all that was written. */
@Bug(
        kinds = {FAILURE, UNCAUGHT, LIVELOCK, DEADLOCK, STARVATION},
        switches = 1)
public final class PipeReadOnce {
    public static void test() throws Exception {
        PipedOutputStream out = new PipedOutputStream();
        PipedInputStream in = new PipedInputStream(out, 2);
        Thread writer = new Thread(() -> write(out), "writer");
        writer.start();
        byte[] all = new byte[4];
        int read = in.read(all);
        in.close();
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
