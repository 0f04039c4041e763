package dev.hocket.jobs.disk;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/**
 * Write failures that name the file; those of streams and channels do not. A full disk can so be
 * distinguished from a network failure, and the request is not repeated.
 */
public final class DiskFailures {
    private DiskFailures() {}

    /**
     * The failure to write a file; unchanged if it already names the file, or if the thread was
     * interrupted.
     */
    public static IOException named(Path file, IOException why) {
        return why instanceof FileSystemException || why instanceof ClosedChannelException
                ? why
                : unwritable(file, why);
    }

    /** The failure of a file that cannot be written. */
    public static FileSystemException unwritable(Path file, IOException why) {
        FileSystemException failure =
                new FileSystemException(
                        file.toString(), null, "cannot be written: " + why.getMessage());
        failure.initCause(why);
        return failure;
    }
}
