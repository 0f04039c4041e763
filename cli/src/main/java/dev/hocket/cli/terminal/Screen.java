package dev.hocket.cli.terminal;

import dev.hocket.jobs.exec.ExactText;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Standard output and standard error, and the line between them that shows progress. Results go to
 * standard output, through a buffer; everything else goes to standard error at once. All text is
 * UTF-8, whatever the locale.
 *
 * <p>The progress line is on standard error. Whatever is written to a terminal meanwhile takes its
 * place, and it is drawn again below. Safe for use by several threads; {@link #together} keeps what
 * one thread writes in one piece.
 */
public final class Screen {
    private static final byte[] CLEAR = {'\r', 0x1b, '[', 'K'};
    private static final int BUFFER = 1 << 15;

    private final OutputStream rawOut;
    private final OutputStream rawErr;
    private final Terminal terminal;
    private final OutputStream out = new Results();
    private final OutputStream err = new Messages();
    private final byte[] buffer = new byte[BUFFER];
    private int used;
    private byte[] line = new byte[0];
    private boolean drawn;
    private boolean outOpen;
    private boolean errOpen;
    private volatile boolean typed;
    private @Nullable IOException lost;
    private volatile boolean lossTold;

    public Screen(OutputStream rawOut, OutputStream rawErr, Terminal terminal) {
        this.rawOut = rawOut;
        this.rawErr = rawErr;
        this.terminal = terminal;
    }

    /** The streams of this process. */
    public static Screen ofProcess() {
        return new Screen(
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err),
                Terminal.ofProcess());
    }

    /** What the streams are connected to. */
    public Terminal terminal() {
        return terminal;
    }

    /**
     * Takes note that the user types inputs into the terminal, where no progress is to be drawn.
     */
    public void typed() {
        typed = true;
    }

    /** Whether a line that shows progress may be drawn. */
    public boolean canDraw() {
        return !typed && terminal.canDraw(System.getenv());
    }

    /** Standard output: for results. */
    public OutputStream out() {
        return out;
    }

    /** Standard error: for everything else. */
    public OutputStream err() {
        return err;
    }

    /** Writes a line of results. */
    public void result(String text) throws IOException {
        byte[] bytes = ExactText.bytes(text + "\n");
        out.write(bytes, 0, bytes.length);
    }

    /** Tells the user something, in a line that says who speaks. */
    public void say(String message) {
        plain("hocket: " + message);
    }

    /** Writes a line to standard error as it is. */
    public void plain(String text) {
        byte[] bytes = (ExactText.shown(text) + "\n").getBytes(StandardCharsets.UTF_8);
        try {
            err.write(bytes, 0, bytes.length);
        } catch (IOException nobodyReads) {
            // there is no place left to say it
        }
    }

    /** Something that writes. */
    public interface Writing {
        void write() throws IOException;
    }

    /** Writes without others in between. */
    public synchronized void together(Writing writing) throws IOException {
        writing.write();
    }

    /** Shows {@code text} as the progress line; an empty one removes it. */
    public synchronized void progress(String text) {
        try {
            erase();
            line = text.getBytes(StandardCharsets.UTF_8);
            draw();
        } catch (IOException nobodyReads) {
            line = new byte[0];
        }
    }

    /** Passes on what is buffered. */
    public synchronized void flush() throws IOException {
        if (lost != null) {
            throw lost;
        }
        if (used == 0) {
            return;
        }
        boolean between = terminal.out();
        if (between) {
            erase();
        }
        outOpen = buffer[used - 1] != '\n';
        int length = used;
        used = 0;
        writeOut(buffer, 0, length);
        if (between) {
            draw();
        }
    }

    /** Why results can no longer be written, or null while they can. */
    public synchronized @Nullable IOException lost() {
        return lost;
    }

    /** Whether that is because their reader went away. */
    public synchronized boolean closed() {
        IOException why = lost;
        if (why == null) {
            return false;
        }
        String text = String.valueOf(why.getMessage());
        return terminal.pipe() || text.contains("Broken pipe");
    }

    /**
     * What becomes of a command that could not write or record its results: where their reader went
     * away, as in {@code | head -1}, it ends without a word; otherwise the user is told.
     *
     * @return the exit status
     */
    public int endOfOutput(IOException why) {
        if (closed()) {
            return ExitCodes.OUTPUT_CLOSED;
        }
        String problem = Wording.problem(why);
        if (lost() == null) {
            say(problem);
        } else if (!lossTold) {
            lossTold = true;
            say("results cannot be written to standard output: " + problem);
        }
        return ExitCodes.SET_UP;
    }

    private void writeOut(byte[] bytes, int offset, int length) throws IOException {
        try {
            rawOut.write(bytes, offset, length);
        } catch (IOException failed) {
            lost = failed;
            throw failed;
        }
    }

    private void erase() throws IOException {
        if (drawn) {
            rawErr.write(CLEAR);
            drawn = false;
        }
    }

    private void draw() throws IOException {
        boolean lineOpen = errOpen || (terminal.out() && outOpen);
        if (line.length > 0 && !lineOpen) {
            rawErr.write(line);
            drawn = true;
        }
    }

    private final class Results extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            synchronized (Screen.this) {
                if (lost != null) {
                    throw lost;
                }
                int from = offset;
                int left = length;
                while (left > 0) {
                    if (used == BUFFER) {
                        Screen.this.flush();
                    }
                    int part = Math.min(left, BUFFER - used);
                    System.arraycopy(bytes, from, buffer, used, part);
                    used += part;
                    from += part;
                    left -= part;
                }
            }
        }

        @Override
        public void flush() throws IOException {
            Screen.this.flush();
        }
    }

    private final class Messages extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (length == 0) {
                return;
            }
            synchronized (Screen.this) {
                if (used > 0 && terminal.shared()) {
                    flushQuietly();
                }
                erase();
                rawErr.write(bytes, offset, length);
                errOpen = bytes[offset + length - 1] != '\n';
                draw();
            }
        }

        private void flushQuietly() {
            try {
                Screen.this.flush();
            } catch (IOException kept) {
                // remembered, and thrown to the next writer of results
            }
        }
    }
}
