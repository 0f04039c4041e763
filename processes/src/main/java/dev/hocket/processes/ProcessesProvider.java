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
 * Opens engines named {@code processes}: pools of child JVMs. A task that crashes its process, runs
 * out of memory or does not end fails only its own input. Immutable: each method that changes a
 * value returns a copy.
 *
 * <pre>{@code
 * try (Engine engine = new ProcessesProvider().heap(256 << 20).maxTasksPerWorker(1_000).open(4)) {
 *     ...
 * }
 * }</pre>
 *
 * <p>Workers start when first needed, with the Java runtime and the class path of this process. The
 * task is sent to each worker once per run, by Java serialization. Every lambda that is passed as a
 * task is {@link java.io.Serializable}; what it captures, the inputs and the outputs must be
 * serializable as well. All of these may contain {@link Path}s.
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

    /**
     * The same with these options for the workers' JVMs, after Hocket's own; replaces earlier ones.
     */
    public ProcessesProvider jvmOptions(String... options) {
        return new ProcessesProvider(this.options.jvm(List.of(options)));
    }

    /**
     * The same with a variable in the workers' environment, which is otherwise that of this
     * process.
     */
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

    /** The same with workers that are replaced after this number of attempts, at least 1. */
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

    /** The same with a time after which idle workers end; the default is 30 seconds. */
    public ProcessesProvider idleTimeout(Duration timeout) {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("idle timeout " + timeout + ": must be positive");
        }
        return new ProcessesProvider(options.idle(timeout));
    }

    /**
     * The same with this number of started workers in reserve, from the opening of the engine; one
     * of them replaces a worker that died, at once. The default is 0.
     */
    public ProcessesProvider spares(int workers) {
        if (workers < 0) {
            throw new IllegalArgumentException(workers + " spare workers: must not be negative");
        }
        return new ProcessesProvider(options.spares(workers));
    }

    /**
     * The same with the worker's process number before each line that a worker prints, or without
     * it.
     */
    public ProcessesProvider tagged(boolean tagged) {
        return new ProcessesProvider(options.tagged(tagged));
    }

    /** The same with a folder that keeps the JVM's reports of native crashes (hs_err). */
    public ProcessesProvider keepCrashReports(Path folder) {
        return new ProcessesProvider(options.crashes(folder));
    }

    /**
     * The same with or without an ahead-of-time cache of Hocket's classes, with which workers start
     * faster; the default is with it. If the cache does not exist, a separate process creates it,
     * which takes seconds and about 20 MB; meanwhile, workers start without it. It requires that
     * Hocket is in jars on the class path. See {@link #cacheFolder}.
     */
    public ProcessesProvider cached(boolean cached) {
        return new ProcessesProvider(options.cached(cached));
    }

    /**
     * The same with another folder for the cache. The default is {@code hocket} in the user's
     * folder for caches ({@code XDG_CACHE_HOME}, otherwise {@code .cache} in the home folder).
     */
    public ProcessesProvider cacheFolder(Path folder) {
        return new ProcessesProvider(options.cacheFolder(folder));
    }

    /**
     * The same with Unix domain sockets for the communication with workers, even if shared memory
     * is available.
     */
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
