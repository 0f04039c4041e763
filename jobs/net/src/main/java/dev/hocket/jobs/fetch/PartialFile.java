package dev.hocket.jobs.fetch;

import dev.hocket.http.UrlText;
import dev.hocket.jobs.disk.DiskFailures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file that is not whole yet. Its lock keeps another process from it; within this process {@link
 * PartialFiles} does. Closed, it stays for a later attempt if that can continue with it, and is
 * else removed.
 */
final class PartialFile implements AutoCloseable {
    private static final Set<StandardOpenOption> NEW =
            Set.of(
                    StandardOpenOption.WRITE,
                    StandardOpenOption.READ,
                    StandardOpenOption.CREATE_NEW);
    private static final Set<StandardOpenOption> PRESENT =
            Set.of(StandardOpenOption.WRITE, StandardOpenOption.READ);

    private final PartialFiles parts;
    private final String stem;
    private final int number;
    private Path path;
    private @Nullable FileChannel channel;
    private boolean kept;
    private boolean noted;

    PartialFile(PartialFiles parts, Path path, String stem, int number) {
        this.parts = parts;
        this.path = path;
        this.stem = stem;
        this.number = number;
    }

    Path path() {
        return path;
    }

    /**
     * What an earlier attempt left of this URL, if one can continue with it. The file is open then.
     */
    @Nullable PartOrigin left(URI uri) throws IOException {
        PartOrigin info = PartialFiles.info(path);
        if (info == null
                || !info.url().equals(UrlText.withoutUser(uri.toString()))
                || !Files.exists(path)) {
            return null;
        }
        FileChannel file = FileChannel.open(path, PRESENT);
        if (!locked(file)) {
            file.close();
            return null;
        }
        channel = file;
        kept = true;
        noted = true;
        return file.size() == 0 ? null : info;
    }

    /** The file, empty. */
    FileChannel restart() throws IOException {
        kept = false;
        if (channel == null) {
            channel = opened();
        }
        removeNote();
        return channel.truncate(0);
    }

    private FileChannel opened() throws IOException {
        for (int tries = 0; tries < 100; tries++) {
            FileChannel file;
            try {
                file = FileChannel.open(path, NEW);
            } catch (FileAlreadyExistsException left) {
                file = FileChannel.open(path, PRESENT);
            }
            if (locked(file)) {
                return file;
            }
            file.close();
            path = parts.next(path, stem, number + tries);
        }
        throw new IOException(
                path + ": other processes use this file and all its numbered alternatives");
    }

    private static boolean locked(FileChannel file) {
        try {
            return file.tryLock() != null;
        } catch (OverlappingFileLockException held) {
            return false;
        } catch (IOException unknown) {
            return true; // a file system without locks
        }
    }

    /** The file as it is. */
    FileChannel file() {
        if (channel == null) {
            throw new IllegalStateException("not open: " + path);
        }
        return channel;
    }

    /** The last bytes of it, at most so many. */
    ByteBuffer tail(int most) throws IOException {
        long size = file().size();
        ByteBuffer tail = ByteBuffer.allocate((int) Math.min(most, size));
        long from = size - tail.capacity();
        while (tail.hasRemaining()) {
            if (file().read(tail, from + tail.position()) < 0) {
                throw new IOException(path + ": became shorter while it was read");
            }
        }
        return tail.flip();
    }

    /** Notes what it is a part of, so that a later attempt can continue. */
    void note(PartOrigin info) throws IOException {
        Path note = PartialFiles.infoOf(path);
        try {
            Files.writeString(note, info.text(), StandardCharsets.ISO_8859_1);
        } catch (IOException full) {
            throw DiskFailures.named(note, full);
        }
        kept = true;
        noted = true;
    }

    /** Adds the first {@code count} bytes to a digest. */
    void digest(MessageDigest digest, long count) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(64 << 10);
        for (long at = 0; at < count; ) {
            buffer.clear().limit((int) Math.min(buffer.capacity(), count - at));
            int read = file().read(buffer, at);
            if (read < 0) {
                throw new IOException(path + ": became shorter while it was read");
            }
            digest.update(buffer.flip());
            at += read;
        }
    }

    /** It is worth nothing to a later attempt. */
    void discard() {
        kept = false;
    }

    /** Closes it, and removes what is left of it unless it is kept. */
    @Override
    public void close() {
        try {
            if (channel != null) {
                if (!kept) {
                    Files.deleteIfExists(path);
                    removeNote();
                }
                channel.close();
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } finally {
            parts.release(path);
        }
    }

    /** It was moved to its place: what is left is its note. */
    void placed() throws IOException {
        kept = true;
        removeNote();
    }

    private void removeNote() throws IOException {
        if (noted) {
            Files.deleteIfExists(PartialFiles.infoOf(path));
            noted = false;
        }
    }
}
