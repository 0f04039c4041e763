package dev.hocket.csp;

import com.softwaremill.jox.Channel;
import com.softwaremill.jox.ChannelDoneException;
import com.softwaremill.jox.ChannelErrorException;
import com.softwaremill.jox.CloseableChannel;
import com.softwaremill.jox.Sink;
import com.softwaremill.jox.Source;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Processes that share nothing but channels, and live and fail together. Each is a virtual thread.
 *
 * <pre>{@code
 * try (var network = new ProcessNetwork("sums")) {
 *     Channel<Integer> numbers = network.channel(16);
 *     Channel<Integer> sums = network.channel(1);
 *     network.process("count", () -> count(numbers)).writes(numbers);
 *     network.process("add", () -> add(numbers, sums)).times(4).reads(numbers).writes(sums);
 *     network.start();
 *     sums.forEach(System.out::println);
 *     network.join();
 * }
 * }</pre>
 *
 * <p><b>How it ends.</b> A process says which channels it reads and writes. When the last writer of
 * a channel has ended, the channel is done: its readers get the remaining values and then a {@link
 * ChannelDoneException}. When the last reader has ended, the channel is closed as well, and its
 * writers get a {@link ChannelErrorException}. A process that does not catch one of these ends as
 * if it had returned, so an end propagates along the channels in both directions. (In PyCSP:
 * retire.)
 *
 * <p><b>How it fails.</b> If a process throws anything else, every channel of the network is closed
 * with that error, every process is interrupted, and {@link #join} throws. Values that are still in
 * channels are dropped. (In PyCSP: poison.) {@link #close} does the same without a failure.
 *
 * <p>Processes may also use channels that belong to no network; only an interruption ends a wait at
 * one of these. Safe for use by several threads.
 */
public final class ProcessNetwork implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger("dev.hocket");
    private static final long WAIT_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** The code of a process. */
    @FunctionalInterface
    public interface Body {
        /**
         * Runs the process to its end. It should end soon after its thread is interrupted.
         *
         * @throws Exception any failure; ends the network
         */
        void run() throws Exception;
    }

    private final String name;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Node> processes = new ArrayList<>();
    private final ChannelEnds ends = new ChannelEnds();
    private final List<Thread> threads = new ArrayList<>();
    private @Nullable FailedProcessException failure;
    private boolean told;
    private boolean started;

    /** Why all is to end, once it is. */
    private volatile @Nullable Throwable ending;

    /**
     * Creates a network without processes.
     *
     * @param name for the names of its threads and for messages
     */
    public ProcessNetwork(String name) {
        this.name = name;
    }

    /**
     * Creates a channel that is closed when the network fails or is closed.
     *
     * @param capacity how many values it holds before a sender waits; with 0, sender and receiver
     *     wait for each other
     */
    public <T> Channel<T> channel(int capacity) {
        if (capacity < 0) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "capacity %d: must be 0, for sender and receiver to meet, or more",
                            capacity));
        }
        Channel<T> made =
                capacity == 0
                        ? Channel.newRendezvousChannel()
                        : Channel.newBufferedChannel(capacity);
        adopt(made);
        return made;
    }

    /** Closes the channel with the network. */
    private void adopt(CloseableChannel channel) {
        ends.add(channel);
        Throwable why = ending;
        if (why != null) { // closeAll() may have passed already
            Object _ = channel.errorOrClosed(why);
        }
    }

    /**
     * Declares a process; {@link #start} starts it.
     *
     * @param process its name, for threads and messages
     */
    public Node process(String process, Body body) {
        Node declared = new Node(process, body);
        lock.lock();
        try {
            if (started) {
                throw new IllegalStateException(
                        ("process '%s' is declared too late: network '%s' has started; declare all"
                                        + " processes before start()")
                                .formatted(process, name));
            }
            processes.add(declared);
        } finally {
            lock.unlock();
        }
        return declared;
    }

    /**
     * Starts all processes.
     *
     * @throws IllegalStateException if the network was started or closed before
     */
    public void start() {
        lock.lock();
        try {
            if (started || ending()) {
                throw new IllegalStateException(
                        "network '%s' was %s; it runs once"
                                .formatted(name, ending() ? "closed" : "started already"));
            }
            started = true;
            for (Node process : processes) {
                for (int i = 1; i <= process.copies; i++) {
                    ends.open(process.reads, process.writes);
                    threads.add(thread(process, i));
                }
            }
            threads.forEach(Thread::start);
        } finally {
            lock.unlock();
        }
    }

    private Thread thread(Node process, int copy) {
        String own = process.copies == 1 ? process.name : process.name + "-" + copy;
        return Thread.ofVirtual().name(name + "/" + own).unstarted(() -> live(process, own));
    }

    private void live(Node process, String own) {
        try {
            if (!ending()) {
                process.body.run();
            }
        } catch (ChannelDoneException _) {
            // A channel that it needs has come to its end, and so does the process.
        } catch (Throwable thrown) {
            if (!(thrown instanceof ChannelErrorException closed
                    && closed.getCause() instanceof ReadersGoneException)) {
                fail(own, thrown);
            }
        } finally {
            ends.leave(process.reads, process.writes, ending);
        }
    }

    private void fail(String process, Throwable thrown) {
        FailedProcessException failed = new FailedProcessException(name, process, thrown);
        lock.lock();
        try {
            if (ending()) {
                return; // in consequence of the end
            }
            failure = failed;
            ending = thrown instanceof FailedStageException ? thrown : failed;
        } finally {
            lock.unlock();
        }
        closeAll();
    }

    /** Closes the channels, then interrupts: who misses the interrupt finds a channel closed. */
    private void closeAll() {
        ends.closeAll(Objects.requireNonNull(ending));
        lock.lock();
        try {
            for (Thread thread : threads) {
                if (!thread.equals(Thread.currentThread())) {
                    thread.interrupt();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whether the processes are to end: one has failed, or the network was closed. */
    boolean ending() {
        return ending != null;
    }

    /** The first failure, if there was one. */
    @Nullable FailedProcessException failure() {
        lock.lock();
        try {
            told |= failure != null;
            return failure;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until all processes have ended. If the wait is interrupted, the network continues.
     *
     * @throws FailedProcessException if a process failed; it names the first one
     * @throws CancellationException if the network was closed
     */
    public void join() throws InterruptedException {
        for (Thread thread : started()) {
            thread.join();
        }
        FailedProcessException failed = failure();
        if (failed != null) {
            throw failed;
        }
        if (ending()) {
            throw new CancellationException("network '%s' was closed".formatted(name));
        }
    }

    private List<Thread> started() {
        lock.lock();
        try {
            if (!started && !ending()) {
                throw new IllegalStateException(
                        "network '%s' has not started: call start() before join()".formatted(name));
            }
            return List.copyOf(threads);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Ends the network: closes all channels, interrupts the processes and waits for them for up to
     * a second. Processes that do not end keep their daemon threads. A warning names each of them,
     * and a failure that was not thrown by {@code join}. A process may close its own network.
     */
    @Override
    public void close() {
        boolean closes;
        lock.lock();
        try {
            closes = !ending() && !(started && others().isEmpty());
            if (closes) {
                ending = new CancellationException("network '%s' was closed".formatted(name));
            }
        } finally {
            lock.unlock();
        }
        if (closes) {
            closeAll();
        }
        await();
        Set<String> left = others().stream().map(Thread::getName).collect(Collectors.toSet());
        if (!left.isEmpty()) {
            LOG.log(
                    Level.WARNING,
                    "network {0} is closed, but these processes did not end: {1}",
                    name,
                    String.join(", ", left));
        }
        warnOfFailure();
    }

    /** Waits for the others for up to a second, also when interrupted. */
    private void await() {
        long until = System.nanoTime() + WAIT_NANOS;
        boolean interrupted = Thread.interrupted();
        for (Thread thread : others()) {
            boolean ended = false;
            while (!ended && until - System.nanoTime() > 0) {
                try {
                    boolean _ = thread.join(Duration.ofNanos(until - System.nanoTime()));
                    ended = true;
                } catch (InterruptedException _) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The processes that have not ended, without the calling one. */
    private List<Thread> others() {
        lock.lock();
        try {
            return threads.stream()
                    .filter(thread -> thread.isAlive() && !thread.equals(Thread.currentThread()))
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    private void warnOfFailure() {
        lock.lock();
        try {
            if (failure != null && !told) {
                told = true;
                LOG.log(Level.WARNING, Objects.requireNonNull(ending).getMessage());
            }
        } finally {
            lock.unlock();
        }
    }

    /** A declared process; complete the declaration before the network starts. */
    public final class Node {
        private final String name;
        private final Body body;
        private final List<Source<?>> reads = new ArrayList<>();
        private final List<Sink<?>> writes = new ArrayList<>();
        private int copies = 1;

        private Node(String name, Body body) {
            this.name = name;
            this.body = body;
        }

        /**
         * Declares channels from which the process receives. Each is closed when its last declared
         * reader ends.
         */
        public Node reads(Source<?>... channels) {
            for (Source<?> channel : channels) {
                reads.add(channel);
                adopt(channel);
            }
            return this;
        }

        /**
         * Declares channels to which the process sends. Each is done when its last declared writer
         * ends.
         */
        public Node writes(Sink<?>... channels) {
            for (Sink<?> channel : channels) {
                writes.add(channel);
                adopt(channel);
            }
            return this;
        }

        /**
         * Sets how many copies of the process run side by side, over the same channels; the default
         * is 1.
         */
        public Node times(int processes) {
            if (processes < 1) {
                throw new IllegalArgumentException(
                        String.format(
                                Locale.ROOT,
                                "process '%s' times %d: must be at least 1",
                                name,
                                processes));
            }
            copies = processes;
            return this;
        }
    }
}
