package dev.hocket.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What tells a file, and one state of it, from others. Size and date are not enough: whoever writes
 * a file can set its date back. The time of the last change of any kind is the system's alone.
 *
 * @param changed when anything of it changed, in nanoseconds since 1970; 0 if the system does not
 *     say
 * @param key which file it is, or null if the system does not say
 */
record FileFacts(
        boolean isRegular,
        boolean isFolder,
        long size,
        long modified,
        long changed,
        @Nullable Object key) {
    /** How long two changes may have the same time: the clock of file systems ticks slowly. */
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private static final String WANTED =
            "unix:isRegularFile,isDirectory,size,lastModifiedTime,ctime,fileKey";

    /** The facts of a file. */
    static FileFacts of(Path file, LinkOption... links) throws IOException {
        if (!isUnix(file)) {
            return of(Files.readAttributes(file, BasicFileAttributes.class, links), 0);
        }
        Map<String, Object> all = Files.readAttributes(file, WANTED, links);
        return new FileFacts(
                value(all, "isRegularFile", Boolean.class),
                value(all, "isDirectory", Boolean.class),
                value(all, "size", Long.class),
                nanos(value(all, "lastModifiedTime", FileTime.class)),
                nanos(value(all, "ctime", FileTime.class)),
                all.get("fileKey"));
    }

    private static FileFacts of(BasicFileAttributes facts, long changed) {
        return new FileFacts(
                facts.isRegularFile(),
                facts.isDirectory(),
                facts.size(),
                nanos(facts.lastModifiedTime()),
                changed,
                facts.fileKey());
    }

    private static boolean isUnix(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("unix");
    }

    private static <T> T value(Map<String, Object> all, String name, Class<T> type) {
        return type.cast(Objects.requireNonNull(all.get(name), name));
    }

    private static long nanos(FileTime time) {
        return time.to(TimeUnit.NANOSECONDS);
    }

    /** Whether these are facts of the same file in the same state, as far as the others tell. */
    boolean isOf(BasicFileAttributes other) {
        return equals(of(other, changed));
    }

    /** Whether a change from now on has another time than the last one, so that it will show. */
    boolean isSettled() {
        long now = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
        return changed != 0 && key != null && now - changed > TICK_NANOS;
    }

    /** A tag that is another one whenever the file is written or replaced. */
    String tag() {
        int file = key == null ? 0 : key.hashCode();
        return "\"%x-%x-%x-%x\"".formatted(size, modified, changed, file);
    }
}
