package dev.hocket.jobs.exec.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Numbers for the commands that run, counted from 1: each takes the lowest that no other has, so
 * that none is above the number of commands that run at a time. Several processes share them by
 * locks on the bytes of a file, which the system gives back when a process dies. Safe for use by
 * many threads.
 */
public final class CommandSlots {
    private final BitSet taken = new BitSet();
    private @Nullable Path file;
    private boolean owner;
    private @Nullable FileChannel channel;

    /** Slots of this process alone, until they are shared. */
    public CommandSlots() {}

    /**
     * Slots that other processes have as well.
     *
     * @param file the file of {@link #shared}; empty for none
     */
    public CommandSlots(String file) {
        this.file = file.isEmpty() || !Files.isRegularFile(Path.of(file)) ? null : Path.of(file);
    }

    /** A number that a command has until it gives it back. */
    public record Slot(int number, @Nullable FileLock lock) {}

    /** The lowest number that no command has. */
    public synchronized Slot take() {
        FileChannel shared = channel();
        for (int i = taken.nextClearBit(0); ; i = taken.nextClearBit(i + 1)) {
            FileLock lock = shared == null ? null : lock(shared, i);
            if (shared == null || lock != null) {
                taken.set(i);
                return new Slot(i + 1, lock);
            }
        }
    }

    /** The lock on a byte, or null if another has it. */
    private static @Nullable FileLock lock(FileChannel shared, int at) {
        try {
            return shared.tryLock(at, 1, false);
        } catch (OverlappingFileLockException here) {
            return null;
        } catch (IOException cannot) {
            throw new UncheckedIOException(
                    "slots cannot be shared: " + cannot.getMessage(), cannot);
        }
    }

    /** The command has ended. */
    public synchronized void giveBack(Slot slot) {
        taken.clear(slot.number() - 1);
        if (slot.lock() != null) {
            try {
                slot.lock().close();
            } catch (IOException closed) {
                // then the system has given it back
            }
        }
    }

    /**
     * Makes the file by which other processes share these slots; it is removed when this JVM ends.
     *
     * @return its path; empty if none can be made, and each process has slots of its own then
     */
    public synchronized String shared() {
        if (file == null) {
            try {
                file = Files.createTempFile("hocket-", ".slots");
                file.toFile().deleteOnExit();
                owner = true;
            } catch (IOException | SecurityException none) {
                return "";
            }
        }
        return file.toString();
    }

    /** The maker runs no commands where it has others run them, or all of them itself. */
    private @Nullable FileChannel channel() {
        if (channel == null && file != null && !owner) {
            try {
                channel = FileChannel.open(file, StandardOpenOption.WRITE);
            } catch (IOException gone) {
                file = null;
            }
        }
        return channel;
    }
}
