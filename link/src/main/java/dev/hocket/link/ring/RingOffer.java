package dev.hocket.link.ring;

import dev.hocket.link.FrameLink;
import dev.hocket.link.LinkOffer;
import dev.hocket.link.memory.SharedMemoryFile;
import dev.hocket.link.memory.SharedMemoryFolder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Waits for a worker at a {@link RingLink}. Its address: the parent's process, and the file. */
public final class RingOffer implements LinkOffer {
    public static final String KIND = "ring";

    /** How long a worker may take to start; JVMs on a machine that swaps are slow. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private static final long LOOK_NANOS = TimeUnit.MICROSECONDS.toNanos(100);
    private static final long LOOKS_A_PROBE = 500;
    private final Path file;
    private final ByteBuffer memory;

    private RingOffer(Path file, ByteBuffer memory) {
        this.file = file;
        this.memory = memory;
    }

    /** Whether this machine has what it takes. */
    public static boolean offered() {
        return FrameRing.findFutexes();
    }

    /**
     * Takes the memory.
     *
     * @throws IOException if there is no room for it
     */
    public static RingOffer open(SharedMemoryFolder folder) throws IOException {
        Path file = SharedMemoryFile.create(folder, RingLink.BYTES);
        try {
            return new RingOffer(file, RingLink.prepare(file));
        } catch (IOException | RuntimeException failed) {
            SharedMemoryFile.delete(file);
            throw failed;
        }
    }

    /** The worker's end. The file's name is gone when this returns. */
    public static FrameLink connect(String rest) throws IOException {
        int colon = rest.indexOf(':');
        long pid = Long.parseLong(rest, 0, Math.max(0, colon), 10);
        Path file = Path.of(rest.substring(colon + 1));
        RingLink link = RingLink.second(file, new Other(pid));
        SharedMemoryFile.delete(file);
        link.opened();
        return link;
    }

    /** Whether another process lives; it is looked for when that is first asked. */
    private static final class Other implements BooleanSupplier {
        private final long pid;
        private @Nullable ProcessHandle process;

        Other(long pid) {
            this.pid = pid;
        }

        @Override
        public synchronized boolean getAsBoolean() {
            ProcessHandle known = process;
            if (known == null) {
                known = ProcessHandle.of(pid).orElse(null);
                process = known;
            }
            return known != null && known.isAlive();
        }
    }

    @Override
    public String address() {
        return KIND + ":" + ProcessHandle.current().pid() + ":" + file;
    }

    @Override
    public FrameLink accept(BooleanSupplier alive) throws IOException {
        RingLink link = RingLink.first(memory, alive);
        long until = System.nanoTime() + PATIENCE_NANOS;
        for (long looks = 1; System.nanoTime() - until < 0; looks++) {
            if (link.isOpened()) {
                return link;
            }
            FrameRing.nap(LOOK_NANOS);
            if (looks % LOOKS_A_PROBE == 0 && !alive.getAsBoolean()) {
                throw new IOException("the worker ended before it had opened its link");
            }
        }
        throw new IOException(
                String.format(
                        Locale.ROOT,
                        "the worker did not open its link within %d s",
                        TimeUnit.NANOSECONDS.toSeconds(PATIENCE_NANOS)));
    }

    @Override
    public void close() {
        SharedMemoryFile.delete(file);
    }
}
