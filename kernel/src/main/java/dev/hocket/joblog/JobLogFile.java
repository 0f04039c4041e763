package dev.hocket.joblog;

import dev.hocket.JournalException;
import dev.hocket.text.ErrorText;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A file of lines that is held by one process and written at its end alone.
 *
 * <p>One {@link RandomAccessFile} does everything. A channel would be closed by an interrupt, and
 * the outcomes that a cancelled run records last would be lost; and closing a second descriptor of
 * the same file would drop the POSIX lock. What was written is with the operating system, which is
 * safe against the death of this process, by any signal; against power loss it is not, as that
 * would cost a disk flush for each group.
 */
final class JobLogFile implements AutoCloseable {
    /** The files that runs of this JVM hold, of which no second descriptor may even be opened. */
    private static final Map<Object, JobLogFile> HELD = new HashMap<>();

    private final Path path;
    private final Object key;
    private final RandomAccessFile file;
    private final FileLock lock;
    private long size;

    /** What to do with a line. */
    interface Visitor {
        /**
         * A line in {@code bytes[from, to)}, without its end.
         *
         * @param number its number, from 1
         * @param ended whether its end was there; only of the last line it may not be
         * @return whether to continue
         */
        boolean line(byte[] bytes, int from, int to, long number, boolean ended)
                throws JournalException;
    }

    private JobLogFile(Path path, Object key, RandomAccessFile file, FileLock lock, long size) {
        this.path = path;
        this.key = key;
        this.file = file;
        this.lock = lock;
        this.size = size;
    }

    /** Opens the file for this process alone; makes it if it is not there. */
    static JobLogFile open(Path path) throws JournalException {
        checkPlace(path);
        RandomAccessFile file = null;
        try {
            synchronized (HELD) {
                if (Files.exists(path) && HELD.containsKey(key(path))) {
                    throw inUse(path);
                }
                file = new RandomAccessFile(path.toFile(), "rw");
                FileLock lock = lock(path, file);
                JobLogFile opened = new JobLogFile(path, key(path), file, lock, file.length());
                HELD.put(opened.key, opened);
                return opened;
            }
        } catch (JournalException inUse) {
            close(file);
            throw inUse;
        } catch (IOException failed) {
            close(file);
            throw new JournalException(
                    "the joblog %s cannot be opened for writing: %s; name a file that you may write"
                            .formatted(path, reason(failed)),
                    failed);
        }
    }

    private static void checkPlace(Path path) throws JournalException {
        Path parent = path.toAbsolutePath().getParent();
        if (Files.isDirectory(path)) {
            throw new JournalException(
                    "the joblog %s is a folder; name a file, such as %s"
                            .formatted(path, path.resolve("joblog.jsonl")));
        }
        if (parent != null && !Files.isDirectory(parent)) {
            String what = Files.exists(parent) ? "is not a folder" : "does not exist";
            throw new JournalException(
                    "the joblog %s cannot be created: its folder %s %s; create it first or name another"
                            .formatted(path, parent, what));
        }
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            throw new JournalException(
                    "the joblog %s is not a regular file, and could not be read again to resume;"
                                    .formatted(path)
                            + " name a file");
        }
    }

    /** The bytes of a joblog that a run of this JVM may hold: those it reads by its descriptor. */
    static InputStream bytes(Path path) throws IOException {
        synchronized (HELD) {
            JobLogFile held = Files.exists(path) ? HELD.get(key(path)) : null;
            return held == null ? Files.newInputStream(path) : held.new HeldBytes();
        }
    }

    /** What the file has, up to where it ends while it is read. */
    private final class HeldBytes extends InputStream {
        private long position;

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            synchronized (file) {
                file.seek(position);
                int count = file.read(into, from, length);
                position += Math.max(0, count);
                return count;
            }
        }
    }

    private static FileLock lock(Path path, RandomAccessFile file) throws IOException {
        FileLock lock;
        try {
            lock = file.getChannel().tryLock();
        } catch (OverlappingFileLockException byThisProcess) {
            lock = null;
        }
        if (lock == null) {
            throw inUse(path);
        }
        return lock;
    }

    private static JournalException inUse(Path path) {
        return new JournalException(
                "the joblog %s is in use by another run; wait until that run has ended, or name another file"
                        .formatted(path));
    }

    /** What all names of the file have in common. */
    private static Object key(Path path) throws IOException {
        Object key = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
        return key != null ? key : path.toRealPath();
    }

    private static void close(@Nullable RandomAccessFile file) {
        if (file != null) {
            try {
                file.close();
            } catch (IOException _) {
                // it is given up for a reason that is told
            }
        }
    }

    /** Why, without the path that the message has already. */
    static String reason(IOException failed) {
        String text = ErrorText.of(failed);
        if (failed instanceof FileNotFoundException) {
            int open = text.lastIndexOf('(');
            return open >= 0 && text.endsWith(")")
                    ? text.substring(open + 1, text.length() - 1)
                    : text;
        }
        return text;
    }

    Path path() {
        return path;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Reads all lines, the last one also where it has no end. */
    void lines(Visitor visitor) throws JournalException {
        byte[] buffer = new byte[1 << 18];
        int filled = 0;
        long number = 0;
        long position = 0;
        while (true) {
            if (filled == buffer.length) {
                buffer = Arrays.copyOf(buffer, Math.multiplyExact(buffer.length, 2));
            }
            int read = read(position, buffer, filled);
            if (read < 0) {
                break;
            }
            position += read;
            int start = 0;
            for (int i = filled; i < filled + read; i++) {
                if (buffer[i] == '\n') {
                    if (!visitor.line(buffer, start, i, ++number, true)) {
                        return;
                    }
                    start = i + 1;
                }
            }
            filled += read - start;
            System.arraycopy(buffer, start, buffer, 0, filled);
        }
        if (filled > 0) {
            boolean _ = visitor.line(buffer, 0, filled, number + 1, false);
        }
    }

    private int read(long position, byte[] buffer, int filled) throws JournalException {
        try {
            synchronized (file) {
                file.seek(position);
                return file.read(buffer, filled, buffer.length - filled);
            }
        } catch (IOException failed) {
            throw new JournalException(
                    "the joblog %s cannot be read: %s".formatted(path, reason(failed)), failed);
        }
    }

    /** Drops the last {@code count} bytes. */
    void drop(int count) throws JournalException {
        try {
            file.setLength(size - count);
            size -= count;
        } catch (IOException failed) {
            throw unwritable(failed);
        }
    }

    /**
     * Writes whole lines at the end, all or, if that fails, none as far as that is possible: a torn
     * line is dropped now, or by who reads the file next.
     */
    void append(byte[] bytes, int length) throws JournalException {
        try {
            synchronized (file) {
                file.seek(size);
                file.write(bytes, 0, length);
            }
            size += length;
        } catch (IOException failed) {
            try {
                file.setLength(size);
            } catch (IOException alsoFailed) {
                failed.addSuppressed(alsoFailed);
            }
            throw unwritable(failed);
        }
    }

    private JournalException unwritable(IOException failed) {
        return new JournalException(
                "the joblog %s cannot be written: %s".formatted(path, reason(failed)), failed);
    }

    @Override
    public void close() throws JournalException {
        try (file) {
            lock.release();
        } catch (IOException failed) {
            throw unwritable(failed);
        } finally {
            forget();
        }
    }

    /** Closes it because something else went wrong, which is told. */
    void abandon() {
        close(file);
        forget();
    }

    private void forget() {
        synchronized (HELD) {
            HELD.remove(key);
        }
    }
}
