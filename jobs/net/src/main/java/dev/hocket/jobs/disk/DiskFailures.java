package dev.hocket.jobs.disk;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/**
 * Failures of writing that name the file, which those of streams and channels do not: a full disk
 * is then told from a fault of the network, and no other attempt at the server is made.
 */
public final class DiskFailures {
    private DiskFailures() {}

    /**
     * The failure to write a file; as it is if it names the file, or the thread was interrupted.
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
