package dev.hocket.cli.terminal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Where {@code System.out} and {@code System.err} of user's tasks go: to standard error, since
 * standard output holds results alone. On request each line begins with the input whose attempt
 * wrote it; such a line is passed on when it is whole, so that lines of several tasks do not mix.
 * What threads print that a task started itself has no such beginning.
 */
public final class TaskOutput extends OutputStream {
    private static final ScopedValue<TaggedLines> ATTEMPT = ScopedValue.newInstance();
    private final Screen screen;

    private TaskOutput(Screen screen) {
        this.screen = screen;
    }

    /** Redirects this process's streams, and gives tasks an empty {@code System.in}. */
    public static TaskOutput redirect(Screen screen, boolean tagged) {
        TaskOutput output = new TaskOutput(screen);
        PrintStream stream = new PrintStream(output, tagged, StandardCharsets.UTF_8);
        System.setOut(stream);
        System.setErr(stream);
        System.setIn(InputStream.nullInputStream());
        return output;
    }

    /** Runs an attempt whose lines begin with {@code input}. */
    public <T extends @Nullable Object> T tagged(String input, Callable<T> attempt)
            throws Exception {
        TaggedLines lines = new TaggedLines(input, screen.err());
        try {
            return ScopedValue.where(ATTEMPT, lines).call(attempt::call);
        } finally {
            lines.end();
        }
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (ATTEMPT.isBound()) {
            ATTEMPT.get().write(bytes, offset, length);
        } else {
            screen.err().write(bytes, offset, length);
        }
    }
}
