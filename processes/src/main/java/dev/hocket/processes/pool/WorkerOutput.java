package dev.hocket.processes.pool;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * Copies what a worker prints, line by line, to this process's standard error, and keeps the last
 * lines in case it dies. It runs on a separate thread, so that nothing else delays a worker that
 * prints a lot.
 */
final class WorkerOutput {
    private static final int KEPT_LINES = 20;
    private static final int LONGEST = 8_192;
    private final InputStream from;
    private final String tag;
    private final ArrayDeque<String> last = new ArrayDeque<>();
    private final byte[] line = new byte[LONGEST];
    private int length;
    private final Thread reader;

    WorkerOutput(Process process, boolean tagged) {
        this.from = process.getInputStream();
        this.tag = tagged ? "[" + process.pid() + "] " : "";
        this.reader =
                Thread.ofPlatform()
                        .daemon()
                        .name("hocket-output-" + process.pid())
                        .start(this::follow);
    }

    private void follow() {
        byte[] buffer = new byte[16_384];
        try (from) {
            for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
                for (int i = 0; i < n; i++) {
                    if (buffer[i] == '\n' || length == LONGEST) {
                        endLine();
                    }
                    if (buffer[i] != '\n') {
                        line[length++] = buffer[i];
                    }
                }
            }
        } catch (IOException _) {
            // What was printed before the end is kept.
        }
        if (length > 0) {
            endLine();
        }
    }

    private void endLine() {
        String text = new String(line, 0, length, StandardCharsets.UTF_8).stripTrailing();
        length = 0;
        synchronized (last) {
            if (!text.isBlank() && !text.equals("#")) {
                last.addLast(text);
                if (last.size() > KEPT_LINES) {
                    last.removeFirst();
                }
            }
        }
        PrintStream to = System.err;
        to.println(tag + text);
    }

    /** The last lines, once all has been read or the time is over. */
    List<String> lastLines(long millis) {
        try {
            boolean _ = reader.join(java.time.Duration.ofMillis(millis));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        synchronized (last) {
            return new ArrayList<>(last);
        }
    }
}
