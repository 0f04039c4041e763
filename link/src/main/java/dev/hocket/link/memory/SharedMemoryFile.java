package dev.hocket.link.memory;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A file that several JVMs map, so that they share its memory. Only its owner may open it. Its
 * pages are written before they are mapped: a full folder is then an error here, instead of a
 * signal at a later access.
 */
public final class SharedMemoryFile {
    private static final int PIECE = 1 << 20;

    /** What this JVM has made and not deleted; deleted when it ends. */
    private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();

    static {
        Thread last =
                new Thread(() -> OPEN.forEach(SharedMemoryFolder::delete), "hocket-shared-files");
        Runtime.getRuntime().addShutdownHook(last);
    }

    private SharedMemoryFile() {}

    /**
     * Makes a file of this many zeros.
     *
     * @throws IOException if the folder has no room for it; then there is no file
     */
    public static Path create(SharedMemoryFolder folder, long bytes) throws IOException {
        Path file = folder.fresh();
        OPEN.add(file);
        try (FileChannel channel =
                FileChannel.open(file, Set.of(READ, WRITE, CREATE_NEW), owned(file))) {
            reserve(channel, bytes);
            return file;
        } catch (IOException e) {
            delete(file);
            throw new IOException(refusal(folder.path(), bytes, e), e);
        }
    }

    /**
     * Makes a folder that belongs to this process, can be read by its owner alone, and is deleted
     * with all that it holds when this process ends, or by the next one that makes one.
     *
     * @throws IOException if it cannot be made
     */
    public static Path createFolder(SharedMemoryFolder in) throws IOException {
        Path folder = in.fresh();
        boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
        Path made =
                posix
                        ? Files.createDirectory(
                                folder,
                                PosixFilePermissions.asFileAttribute(
                                        PosixFilePermissions.fromString("rwx------")))
                        : Files.createDirectory(folder);
        OPEN.add(made);
        return made;
    }

    /** Deletes the name; those who have mapped it keep the memory. */
    public static void delete(Path file) {
        SharedMemoryFolder.delete(file);
        OPEN.remove(file);
    }

    /**
     * Maps a file that this JVM or another one of its user made.
     *
     * @throws IOException if it is gone, or not what it should be
     */
    public static MemorySegment map(Path file, long bytes, Arena arena) throws IOException {
        try (FileChannel channel = opened(file, bytes)) {
            return channel.map(FileChannel.MapMode.READ_WRITE, 0, bytes, arena);
        }
    }

    /**
     * The same as a buffer; unmapped when nobody can reach it. By way of a segment, as without one
     * the JDK makes the buffer by reflection, whose first use takes longer than the rest of a
     * worker's start.
     */
    public static ByteBuffer map(Path file, int bytes) throws IOException {
        return map(file, bytes, Arena.ofAuto()).asByteBuffer();
    }

    private static FileChannel opened(Path file, long bytes) throws IOException {
        if (!SharedMemoryFolder.named(file)) {
            throw new IOException(file + " is not a file of shared memory");
        }
        FileChannel channel =
                FileChannel.open(file, Set.of(READ, WRITE, LinkOption.NOFOLLOW_LINKS));
        long has = channel.size();
        if (has < bytes) {
            channel.close();
            throw new IOException(file + " has " + has + " bytes, and should have " + bytes);
        }
        return channel;
    }

    private static FileAttribute<?>[] owned(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    private static void reserve(FileChannel channel, long bytes) throws IOException {
        ByteBuffer zeros = ByteBuffer.allocateDirect((int) Math.min(PIECE, bytes));
        for (long left = bytes; left > 0; ) {
            zeros.clear().limit((int) Math.min(zeros.capacity(), left));
            left -= channel.write(zeros);
        }
    }

    private static String refusal(Path folder, long bytes, IOException e) {
        try {
            long free = Files.getFileStore(folder).getUsableSpace();
            if (free < bytes) {
                return String.format(
                        Locale.ROOT,
                        "%s has no room for %,d bytes of shared memory: %,d are free. Ask for less,"
                                + " make it larger (mount -o remount,size=SIZE %s; docker run"
                                + " --shm-size=SIZE), or name another folder with"
                                + " -Dhocket.shared.folder=FOLDER",
                        folder,
                        bytes,
                        free,
                        folder);
            }
        } catch (IOException _) {
            // Then the cause alone says it.
        }
        return "no shared memory in " + folder + ": " + e.getMessage();
    }
}
