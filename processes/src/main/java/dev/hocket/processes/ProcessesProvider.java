package dev.hocket.processes;

import dev.hocket.Engine;
import dev.hocket.processes.lanes.ProcessesEngine;
import dev.hocket.processes.start.WorkerOptions;
import dev.hocket.spi.EngineProvider;
import dev.hocket.spi.Trait;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Makes engines named {@code processes}: pools of child JVMs. A task that crashes its process, runs
 * out of memory or will not end takes nothing with it but its own input. Immutable: each method
 * that changes a value returns a copy.
 *
 * <pre>{@code
 * try (Engine engine = new ProcessesProvider().heap(256 << 20).maxTasksPerWorker(1_000).open(4)) {
 *     ...
 * }
 * }</pre>
 *
 * <p>Workers are started when first needed, on the Java and the class path of this process. The
 * task is sent to each worker once for each run, as {@link java.io.Serializable}; a lambda is that
 * by itself, what it captures must be, and so must inputs and outputs. {@link Path}s may be among
 * all of these.
 */
public final class ProcessesProvider implements EngineProvider {
    private final WorkerOptions options;

    /** Also for {@link java.util.ServiceLoader}. */
    public ProcessesProvider() {
        this(WorkerOptions.defaults());
    }

    private ProcessesProvider(WorkerOptions options) {
        this.options = options;
    }

    /** The same with these options for the workers' JVMs, after our own; replaces earlier ones. */
    public ProcessesProvider jvmOptions(String... options) {
        return new ProcessesProvider(this.options.jvm(List.of(options)));
    }

    /** The same with a variable in the workers' environment, which else is that of this process. */
    public ProcessesProvider environment(String name, String value) {
        return new ProcessesProvider(options.environment(name, value));
    }

    /** The same with another working folder for the workers. */
    public ProcessesProvider folder(Path folder) {
        return new ProcessesProvider(options.folder(folder));
    }

    /**
     * The same with a limit on the heap of each worker.
     *
     * @param bytes at least 8 MiB; 0 for the JVM's default, a quarter of the machine's memory
     */
    public ProcessesProvider heap(long bytes) {
        if (bytes != 0 && bytes < 8 << 20) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT, "a heap of %d bytes: a worker needs at least 8m", bytes));
        }
        return new ProcessesProvider(options.heap(bytes));
    }

    /** The same whose workers are replaced after so many attempts; at least 1. */
    public ProcessesProvider maxTasksPerWorker(int attempts) {
        if (attempts < 1) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "at most %d tasks per worker: must be at least 1",
                            attempts));
        }
        return new ProcessesProvider(options.maxTasks(attempts));
    }

    /** The same that ends workers which had nothing to do for so long; 30 seconds by default. */
    public ProcessesProvider idleTimeout(Duration timeout) {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("idle timeout " + timeout + ": must be positive");
        }
        return new ProcessesProvider(options.idle(timeout));
    }

    /**
     * The same that keeps so many started workers in reserve, from its opening on: one of them
     * takes the place of a worker that died, at once. None by default.
     */
    public ProcessesProvider spares(int workers) {
        if (workers < 0) {
            throw new IllegalArgumentException(workers + " spare workers: must not be negative");
        }
        return new ProcessesProvider(options.spares(workers));
    }

    /** The same that begins each line of a worker's output with the worker's process number. */
    public ProcessesProvider tagged(boolean tagged) {
        return new ProcessesProvider(options.tagged(tagged));
    }

    /** The same that keeps the JVM's reports of native crashes (hs_err) in a folder. */
    public ProcessesProvider keepCrashReports(Path folder) {
        return new ProcessesProvider(options.crashes(folder));
    }

    /**
     * The same that uses an ahead-of-time cache of Hocket's own classes to start workers faster, or
     * does not; it does by default. Where there is none yet, a process aside makes it, which takes
     * seconds and some 20 MB; until then, workers start without. Needs Hocket in jars on the class
     * path. See {@link #cacheFolder}.
     */
    public ProcessesProvider cached(boolean cached) {
        return new ProcessesProvider(options.cached(cached));
    }

    /**
     * The same that keeps the cache in another folder than {@code hocket} in the user's own for
     * caches ({@code XDG_CACHE_HOME}, else {@code .cache} in the home folder).
     */
    public ProcessesProvider cacheFolder(Path folder) {
        return new ProcessesProvider(options.cacheFolder(folder));
    }

    /** The same that talks to its workers by Unix domain sockets, even where memory is faster. */
    public ProcessesProvider sockets(boolean only) {
        return new ProcessesProvider(options.sockets(only));
    }

    @Override
    public EngineProvider with(String option, String value) {
        return switch (option) {
            case "memory-limit" -> heap(OptionNumbers.bytes(option, value));
            case "max-tasks-per-worker" -> maxTasksPerWorker(OptionNumbers.count(option, value));
            default -> EngineProvider.super.with(option, value);
        };
    }

    @Override
    public String name() {
        return ProcessesEngine.NAME;
    }

    @Override
    public String lanes() {
        return "child JVMs";
    }

    @Override
    public Set<Trait> traits() {
        return ProcessesEngine.TRAITS;
    }

    @Override
    public int defaultWidth() {
        return Runtime.getRuntime().availableProcessors();
    }

    @Override
    public int maxWidth() {
        return 1_024;
    }

    @Override
    public Engine open(int width) {
        return ProcessesEngine.open(width, options);
    }
}
