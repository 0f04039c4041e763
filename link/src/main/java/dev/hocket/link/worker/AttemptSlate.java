package dev.hocket.link.worker;

import dev.hocket.link.memory.SharedWords;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Records which attempt a worker began last and which it ended last, in case the worker dies. It is
 * a page of a file that parent and worker map: writing it costs a nanosecond, and it survives any
 * death of the worker.
 */
public final class AttemptSlate implements AutoCloseable {
    /** No attempt has this number. */
    public static final long NONE = -1;

    private static final int SIZE = 4096;
    private static final int BEGUN = 0;

    /** On a cache line of its own. */
    private static final int ENDED = 64;

    private final @Nullable Arena arena;
    private final ByteBuffer page;

    private AttemptSlate(ByteBuffer page, @Nullable Arena arena) {
        this.page = SharedWords.of(page);
        this.arena = arena;
    }

    /** Makes the file. It is written first: a page that a full disk cannot hold would be a trap. */
    public static AttemptSlate create(Path path) throws IOException {
        try (FileChannel file =
                FileChannel.open(
                        path,
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE)) {
            ByteBuffer zeros = ByteBuffer.allocate(SIZE);
            while (zeros.hasRemaining()) {
                int _ = file.write(zeros);
            }
            AttemptSlate slate = shared(file);
            slate.begun(NONE);
            slate.ended(NONE);
            return slate;
        }
    }

    private static AttemptSlate shared(FileChannel file) throws IOException {
        Arena arena = Arena.ofShared();
        try {
            return new AttemptSlate(mapped(file, arena), arena);
        } catch (IOException | RuntimeException failed) {
            arena.close();
            throw failed;
        }
    }

    private static ByteBuffer mapped(FileChannel file, Arena arena) throws IOException {
        return file.map(FileChannel.MapMode.READ_WRITE, 0, SIZE, arena).asByteBuffer();
    }

    /** The worker's, for as long as it lives. */
    public static AttemptSlate open(Path path) throws IOException {
        try (FileChannel file =
                FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return new AttemptSlate(mapped(file, Arena.global()), null);
        }
    }

    /** The worker is about to run an attempt. */
    void begun(long attempt) {
        SharedWords.LONG.setRelease(page, BEGUN, attempt);
    }

    /** The attempt is over, its output written down. */
    void ended(long attempt) {
        SharedWords.LONG.setRelease(page, ENDED, attempt);
    }

    /** The attempt that was begun and not ended, or {@link #NONE}. */
    public long running() {
        long begun = (long) SharedWords.LONG.getAcquire(page, BEGUN);
        long ended = (long) SharedWords.LONG.getAcquire(page, ENDED);
        return begun == ended ? NONE : begun;
    }

    /** The attempt that was begun last, or {@link #NONE}. */
    public long begun() {
        return (long) SharedWords.LONG.getAcquire(page, BEGUN);
    }

    @Override
    public void close() {
        if (arena != null) {
            arena.close();
        }
    }
}
