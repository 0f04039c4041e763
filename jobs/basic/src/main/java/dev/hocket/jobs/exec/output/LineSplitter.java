package dev.hocket.jobs.exec.output;

import dev.hocket.jobs.exec.CommandInput;
import dev.hocket.jobs.exec.CommandOutput;
import dev.hocket.jobs.exec.LineSink;
import java.io.IOException;
import java.util.Arrays;

/** Cuts what a command writes to one stream into lines for a {@link LineSink}. */
public final class LineSplitter {
    private static final int LONGEST = 1 << 20;

    private final LineSink sink;
    private final CommandInput argument;
    private final CommandOutput output;
    private byte[] partial = new byte[0];
    private int held;

    public LineSplitter(LineSink sink, CommandInput argument, CommandOutput output) {
        this.sink = sink;
        this.argument = argument;
        this.output = output;
    }

    void add(byte[] bytes, int length) throws IOException {
        int start = 0;
        for (int i = 0; i < length; i++) {
            if (bytes[i] == '\n') {
                line(bytes, start, i + 1 - start);
                start = i + 1;
            }
        }
        if (start < length) {
            hold(bytes, start, length - start);
            if (held >= LONGEST) {
                finish();
            }
        }
    }

    private void line(byte[] bytes, int offset, int length) throws IOException {
        if (held == 0) {
            sink.line(argument, output, bytes, offset, length);
        } else {
            hold(bytes, offset, length);
            finish();
        }
    }

    private void hold(byte[] bytes, int offset, int length) {
        if (held + length > partial.length) {
            partial = Arrays.copyOf(partial, Math.max(held + length, 2 * partial.length));
        }
        System.arraycopy(bytes, offset, partial, held, length);
        held += length;
    }

    /** Hands over what has come without a newline. */
    void finish() throws IOException {
        if (held > 0) {
            int length = held;
            held = 0;
            sink.line(argument, output, partial, 0, length);
        }
    }
}
