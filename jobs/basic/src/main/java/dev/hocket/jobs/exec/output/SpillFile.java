package dev.hocket.jobs.exec.output;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A temporary file that nobody else sees: unlinked while it is open, or deleted when closed where
 * the system cannot do that.
 *
 * <p>Not a FileChannel, because that would close itself when its thread is interrupted.
 */
public final class SpillFile implements AutoCloseable {
    private final RandomAccessFile file;
    private final Path folder;
    private final Path path;
    private final boolean unlinked;

    private SpillFile(Path folder, Path path) throws IOException {
        this.folder = folder;
        this.path = path;
        this.file = new RandomAccessFile(path.toFile(), "rw");
        this.unlinked = path.toFile().delete();
        if (!unlinked) {
            path.toFile().deleteOnExit();
        }
    }

    /**
     * A new file in the folder for temporary files: TMPDIR, else the JVM's.
     *
     * @throws IOException if it cannot be made; the message names the folder and the remedy
     */
    static SpillFile create() throws IOException {
        Path folder = folder();
        try {
            return new SpillFile(folder, Files.createTempFile(folder, "hocket-", ".out"));
        } catch (IOException e) {
            throw explained(folder, e);
        }
    }

    private static Path folder() {
        String chosen = System.getenv("TMPDIR");
        if (chosen != null && !chosen.isEmpty() && Files.isDirectory(Path.of(chosen))) {
            return Path.of(chosen);
        }
        return Path.of(System.getProperty("java.io.tmpdir", "."));
    }

    private static IOException explained(Path folder, IOException e) {
        return new IOException(
                "an output over 1 MB needs a temporary file, which cannot be written in "
                        + folder
                        + " ("
                        + e.getMessage()
                        + "): make room there or set TMPDIR to another folder",
                e);
    }

    synchronized void append(byte[] bytes, int offset, int length) throws IOException {
        try {
            file.write(bytes, offset, length);
        } catch (IOException e) {
            throw explained(folder, e);
        }
    }

    public synchronized byte[] read(long position, int length) throws IOException {
        byte[] bytes = new byte[length];
        file.seek(position);
        file.readFully(bytes);
        return bytes;
    }

    public void copy(long position, long size, OutputStream out) throws IOException {
        for (long done = 0; done < size; ) {
            byte[] part = read(position + done, (int) Math.min(1 << 16, size - done));
            out.write(part);
            done += part.length;
        }
    }

    @Override
    public synchronized void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            if (!unlinked) {
                path.toFile().delete();
            }
        }
    }
}
