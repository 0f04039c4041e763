package dev.hocket.cli.option;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that may be long in coming, such as those of a terminal or a pipe: a thread that waits for
 * them can be interrupted. It is one thread of its own that the system lets nobody interrupt while
 * it reads, or while it waits until somebody opens a named pipe to write to it. The streams of the
 * JDK do not serve: those of files ignore an interrupt, and closing the channel under a virtual
 * thread that reads it waits for that thread. For one reader at a time.
 */
public final class InterruptibleInput extends InputStream {
    private static final int PIECE = 1 << 16;
    private static final int AHEAD = 2;

    private final Opening source;
    private final BlockingQueue<Piece> pieces = new ArrayBlockingQueue<>(AHEAD);
    private @Nullable Thread thread;
    private Piece piece = new Piece(new byte[0], 0, null);
    private int at;

    /** Opens what is read. */
    private interface Opening {
        InputStream open() throws IOException;
    }

    /** What came at a time: this many bytes, or a negative number at the end, and why it is one. */
    private static final class Piece {
        private final byte[] bytes;
        private final int length;
        private final @Nullable IOException failure;

        Piece(byte[] bytes, int length, @Nullable IOException failure) {
            this.bytes = bytes;
            this.length = length;
            this.failure = failure;
        }
    }

    private InterruptibleInput(Opening source) {
        this.source = source;
    }

    /** Standard input. */
    public static InputStream ofProcess() {
        return new InterruptibleInput(() -> new FileInputStream(FileDescriptor.in));
    }

    /** A file, opened now; a named pipe or the like is opened when it is first read. */
    public static InputStream of(Path file) throws IOException {
        boolean waits =
                Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file);
        return waits
                ? new InterruptibleInput(() -> Files.newInputStream(file))
                : Files.newInputStream(file);
    }

    private void readAll() {
        try {
            try (InputStream stream = source.open()) {
                int length;
                do {
                    byte[] bytes = new byte[PIECE];
                    length = stream.read(bytes);
                    pieces.put(new Piece(bytes, length, null));
                } while (length >= 0);
            } catch (IOException failed) {
                pieces.put(new Piece(new byte[0], -1, failed));
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt(); // nobody reads any more
        }
    }

    /** Whether there is a byte to read, after waiting for one. */
    private boolean fill() throws IOException {
        while (at >= piece.length && piece.length >= 0) {
            if (thread == null) {
                thread = Thread.ofPlatform().daemon().name("hocket-input").start(this::readAll);
            }
            try {
                piece = pieces.take();
                at = 0;
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while waiting for inputs");
            }
        }
        if (piece.failure != null) {
            throw piece.failure;
        }
        return piece.length >= 0;
    }

    @Override
    public int read() throws IOException {
        return fill() ? piece.bytes[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, piece.length - at);
        System.arraycopy(piece.bytes, at, bytes, offset, count);
        at += count;
        return count;
    }

    @Override
    public void close() {
        if (thread != null) {
            thread.interrupt();
        }
    }
}
