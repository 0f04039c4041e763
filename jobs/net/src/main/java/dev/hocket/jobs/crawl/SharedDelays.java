package dev.hocket.jobs.crawl;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The time between two requests to a host, where robots.txt asks for one: one for the whole crawl,
 * however many processes it has. Within one process a number for each host tells when the next
 * request may be sent; once the task travels, a file does, which one process at a time reads and
 * writes. A file lock keeps other processes from it, but not other threads of this one, for which
 * the JVM throws; and closing a second channel of the file would drop the lock. So within one JVM a
 * lock in front of it lets one thread at a time open the file, whichever instance it has. Safe for
 * use by several threads.
 */
final class SharedDelays implements AutoCloseable {
    private static final long LONGEST_MILLIS = TimeUnit.SECONDS.toMillis(30);

    /** Locks in front of the file locks: a file always has the same one, which a few may share. */
    private static final List<ReentrantLock> FILES =
            Stream.generate(ReentrantLock::new).limit(64).toList();

    private final ConcurrentHashMap<String, HostDelay> hosts = new ConcurrentHashMap<>();
    private final boolean owner;
    private volatile @Nullable Path folder;

    private static final class HostDelay {
        final ReentrantLock lock = new ReentrantLock();

        /** When the next request may be sent, in milliseconds since 1970. */
        long next;
    }

    /** Those of one process. */
    SharedDelays() {
        owner = true;
    }

    /** Those of several processes, one of which has made the folder. */
    SharedDelays(Path folder) {
        this.owner = false;
        this.folder = folder.toAbsolutePath().normalize();
    }

    /** Lets other processes know; gives the folder for them. */
    synchronized Path share() {
        Path made = folder;
        if (made == null) {
            try {
                made = Files.createTempDirectory("hocket-crawl").toAbsolutePath().normalize();
                folder = made;
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
        return made;
    }

    /** Waits until a request may be sent, and keeps the next one waiting for the delay. */
    void await(String host, Duration delay) throws IOException, InterruptedException {
        long millis = Math.min(LONGEST_MILLIS, delay.toMillis());
        if (millis <= 0) {
            return;
        }
        HostDelay state = hosts.computeIfAbsent(host, any -> new HostDelay());
        long wait;
        state.lock.lockInterruptibly();
        try {
            Path shared = folder;
            long now = System.currentTimeMillis();
            long begin =
                    shared == null
                            ? Math.max(now, state.next)
                            : reserve(shared.resolve(file(host)), now, state.next, millis);
            state.next = begin + millis;
            wait = begin - now;
        } finally {
            state.lock.unlock();
        }
        if (wait > 0) {
            TimeUnit.MILLISECONDS.sleep(wait);
        }
    }

    /** When a request may be sent, by a file that says when the next one may. */
    private static long reserve(Path file, long now, long known, long millis)
            throws IOException, InterruptedException {
        ReentrantLock own = FILES.get(Math.floorMod(file.hashCode(), FILES.size()));
        own.lockInterruptibly();
        try (FileChannel channel =
                        FileChannel.open(
                                file,
                                StandardOpenOption.CREATE,
                                StandardOpenOption.READ,
                                StandardOpenOption.WRITE);
                FileLock _ = channel.lock()) {
            ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES);
            boolean any = channel.read(bytes, 0) == Long.BYTES;
            long next = Math.max(known, any ? bytes.flip().getLong() : 0);
            long begin = Math.max(now, next);
            channel.write(ByteBuffer.allocate(Long.BYTES).putLong(begin + millis).flip(), 0);
            return begin;
        } catch (ClosedByInterruptException | FileLockInterruptionException interrupted) {
            Thread.interrupted();
            throw new InterruptedException();
        } finally {
            own.unlock();
        }
    }

    private static String file(String host) {
        return HexFormat.of().toHexDigits(host.hashCode());
    }

    /** Removes the folder, if these have made it. */
    @Override
    public synchronized void close() throws IOException {
        Path made = folder;
        if (owner && made != null) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(made)) {
                for (Path file : files) {
                    Files.deleteIfExists(file);
                }
            }
            Files.deleteIfExists(made);
            folder = null;
        }
    }
}
