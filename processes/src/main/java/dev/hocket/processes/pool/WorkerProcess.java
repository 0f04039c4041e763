package dev.hocket.processes.pool;

import dev.hocket.Cause;
import dev.hocket.link.FrameLink;
import dev.hocket.link.FrameLinks;
import dev.hocket.link.LinkOffer;
import dev.hocket.link.MessageReader;
import dev.hocket.link.MessageWriter;
import dev.hocket.link.codec.ValueCodec;
import dev.hocket.link.worker.AttemptSlate;
import dev.hocket.link.worker.WorkerChildren;
import dev.hocket.link.worker.WorkerLogRecord;
import dev.hocket.link.worker.WorkerLoop;
import dev.hocket.link.worker.WorkerProtocol;
import dev.hocket.processes.start.WorkerOptions;
import dev.hocket.processes.start.WorkerStarter;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The parent's view of a worker. Used by one lane at a time; any thread may kill the worker. */
public final class WorkerProcess {
    private static final System.Logger LOG = System.getLogger("dev.hocket");
    private static final long END_MILLIS = 2_000;
    private static final long LINES_MILLIS = 500;

    /** How long after its link was cut a process may take to be dead. */
    private static final long DYING_MILLIS = 100;

    private final WorkerStarter starter;
    private final String address;
    private final long patience;
    private final Process process;
    private final FrameLink link;
    private final AttemptSlate slate;
    private final WorkerOutput output;
    private final Path reports;
    public final MessageWriter out;
    public final MessageReader in;
    private final ArrayDeque<Long> tasks = new ArrayDeque<>();
    private final OutputStream commands;

    /** The number of the next attempt, which is how many it has been sent. */
    public long next;

    /** When it was last used. */
    long usedAt;

    private WorkerProcess(
            WorkerStarter starter,
            Process process,
            FrameLink link,
            AttemptSlate slate,
            WorkerOutput output,
            WorkerOptions options,
            Path folder,
            String address) {
        this.starter = starter;
        this.address = address;
        this.patience = options.patience().toMillis();
        this.process = process;
        this.link = link;
        this.slate = slate;
        this.output = output;
        this.reports = Objects.requireNonNullElse(options.crashes(), folder);
        this.commands = process.getOutputStream();
        this.out = new MessageWriter(link, MessageWriter.CHECKED);
        this.in = new MessageReader(link, MessageWriter.CHECKED);
        var _ = process.onExit().thenRun(link::otherGone);
    }

    /**
     * Starts a worker and waits until it is ready.
     *
     * @param begun is given its process at once
     * @throws IOException if it does not start; the message has what it printed last
     */
    static WorkerProcess start(
            Path folder,
            String name,
            WorkerStarter starter,
            WorkerOptions options,
            Consumer<Process> begun)
            throws IOException {
        Path page = folder.resolve(name + ".slate");
        AttemptSlate slate = AttemptSlate.create(page);
        Process process = null;
        WorkerOutput output = null;
        FrameLink link = null;
        try (LinkOffer host = FrameLinks.host(folder, name, options.sockets())) {
            process = starter.start(folder, host.address(), page);
            begun.accept(process);
            output = new WorkerOutput(process, options.tagged());
            link = host.accept(process::isAlive);
            WorkerProcess child =
                    new WorkerProcess(
                            starter, process, link, slate, output, options, folder, host.address());
            child.greet();
            Files.delete(page);
            return child;
        } catch (IOException | RuntimeException | OutOfMemoryError failed) {
            // That error is also what says that there is no thread more.
            Path reports = Objects.requireNonNullElse(options.crashes(), folder);
            int signal = process == null ? 0 : signal(process, reports);
            if (process != null) {
                starter.kill(process);
            }
            if (link != null) {
                link.close();
            }
            slate.close();
            Files.deleteIfExists(page);
            List<String> lines = output == null ? List.of() : output.lastLines(LINES_MILLIS);
            throw new WorkerStartException(
                    "a worker does not start: %s%s"
                            .formatted(
                                    signal > 0
                                            ? "it was killed by " + CrashReport.name(signal)
                                            : failed.getMessage(),
                                    lines.isEmpty() ? "" : "; it said: " + lines.getLast()),
                    signal > 0,
                    failed);
        }
    }

    /** The signal that ended a process which is about to be dead, or 0. */
    private static int signal(Process process, Path reports) {
        try {
            return process.waitFor(DYING_MILLIS, TimeUnit.MILLISECONDS)
                    ? CrashReport.signal(reports, process.pid(), process.exitValue())
                    : 0;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    private void greet() throws IOException {
        if (!in.next() || in.get() != WorkerProtocol.READY) {
            throw new IOException("the worker did not say that it is ready");
        }
        int version = in.getInt();
        if (version != WorkerProtocol.VERSION) {
            throw new IOException(
                    String.format(
                            Locale.ROOT,
                            "the worker speaks version %d of the protocol, this process version %d",
                            version,
                            WorkerProtocol.VERSION));
        }
    }

    /** Whether a task must still be sent; it counts as sent from now on. */
    public boolean learns(long task) {
        if (tasks.contains(task)) {
            return false;
        }
        tasks.addLast(task);
        if (tasks.size() > WorkerLoop.KEPT_TASKS) {
            tasks.removeFirst();
        }
        return true;
    }

    /** Whether a task was sent. */
    public boolean knows(long task) {
        return tasks.contains(task);
    }

    /** No batch of a task is sent any more; whether it was sent, so that it must be told. */
    boolean forgets(long task) {
        return tasks.remove(task);
    }

    public long pid() {
        return process.pid();
    }

    boolean alive() {
        return process.isAlive();
    }

    /** The number of the attempt that runs, or ran when it died; or {@link AttemptSlate#NONE}. */
    public long running() {
        return slate.running();
    }

    /** The attempt that was begun last, or {@link AttemptSlate#NONE}. */
    public long begun() {
        return slate.begun();
    }

    /** Asks it to stop or hold the attempts that it has been sent. Does not block. */
    public void stop(byte command, long below) {
        try {
            synchronized (commands) {
                commands.write(
                        ByteBuffer.allocate(1 + Long.BYTES).put(command).putLong(below).array());
                commands.flush();
            }
        } catch (IOException _) {
            // It is gone; whoever reads its answers will see that.
        }
    }

    /** Ends it hard. What it had said can still be read. */
    public void kill() {
        starter.kill(process);
    }

    /**
     * Passes on a log record that it sent.
     *
     * @param loader finds the classes of what was thrown
     */
    public void log(ValueCodec values, ClassLoader loader) throws IOException {
        WorkerLogRecord.read(in, values).publish(values, loader);
    }

    /** Why it died. It is killed if it has not. */
    public Cause.Crashed crash() {
        boolean own = ended(END_MILLIS / 8);
        if (!own) {
            kill();
            own = ended(END_MILLIS);
        }
        List<String> lines = output.lastLines(LINES_MILLIS);
        int exit = own ? process.exitValue() : -1;
        int signal = CrashReport.signal(reports, process.pid(), exit);
        return new Cause.Crashed(signal > 0 ? -1 : exit, signal, lines);
    }

    private boolean ended(long millis) {
        boolean interrupted = false;
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        try {
            while (true) {
                try {
                    return process.waitFor(until - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException _) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Frees what is left of it here, after its death or to end it: it runs its shutdown hooks. */
    void close() {
        stop(WorkerProtocol.FAREWELL, 0);
        link.close();
        if (!ended(patience)) {
            LOG.log(Level.WARNING, "worker {0} did not end by itself and was killed", pid());
            kill();
        }
        WorkerChildren.kill(address, pid());
        try {
            commands.close();
        } catch (IOException _) {
            // It is gone.
        }
        slate.close();
    }
}
