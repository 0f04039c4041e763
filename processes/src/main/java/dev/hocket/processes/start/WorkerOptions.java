package dev.hocket.processes.start;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** How workers are started and kept. Immutable; each method that takes a value gives a copy. */
public final class WorkerOptions implements Cloneable {
    private List<String> jvm = List.of();
    private Map<String, String> environment = Map.of();
    private @Nullable Path folder;
    private long heap;
    private int maxTasks = Integer.MAX_VALUE;
    private Duration idle = Duration.ofSeconds(30);
    private int spares;
    private boolean tagged;
    private @Nullable Path crashes;
    private boolean cached = true;
    private @Nullable Path cacheFolder;
    private Duration patience = Duration.ofSeconds(2);
    private boolean sockets;

    private WorkerOptions() {}

    /** What holds where nothing is said. */
    public static WorkerOptions defaults() {
        return new WorkerOptions();
    }

    private WorkerOptions with(Consumer<WorkerOptions> change) {
        try {
            WorkerOptions copy = (WorkerOptions) clone();
            change.accept(copy);
            return copy;
        } catch (CloneNotSupportedException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** Options for the workers' JVMs, after our own. */
    public List<String> jvm() {
        return jvm;
    }

    public WorkerOptions jvm(List<String> options) {
        List<String> all = List.copyOf(options);
        return with(changed -> changed.jvm = all);
    }

    /** Variables beside those of this process. */
    public Map<String, String> environment() {
        return environment;
    }

    public WorkerOptions environment(String name, String value) {
        Map<String, String> more = new HashMap<>(environment);
        more.put(name, value);
        return with(changed -> changed.environment = Map.copyOf(more));
    }

    /** The working folder; null for that of this process. */
    public @Nullable Path folder() {
        return folder;
    }

    public WorkerOptions folder(Path path) {
        return with(changed -> changed.folder = path);
    }

    /** The bytes of each worker's heap; 0 for the JVM's default. */
    public long heap() {
        return heap;
    }

    public WorkerOptions heap(long bytes) {
        return with(changed -> changed.heap = bytes);
    }

    /** After how many attempts a worker is replaced. */
    public int maxTasks() {
        return maxTasks;
    }

    public WorkerOptions maxTasks(int attempts) {
        return with(changed -> changed.maxTasks = attempts);
    }

    /** How long a worker that has nothing to do is kept. */
    public Duration idle() {
        return idle;
    }

    public WorkerOptions idle(Duration time) {
        return with(changed -> changed.idle = time);
    }

    /** How many workers are kept in reserve. */
    public int spares() {
        return spares;
    }

    public WorkerOptions spares(int workers) {
        return with(changed -> changed.spares = workers);
    }

    /** Whether the lines of a worker's output begin with its process number. */
    public boolean tagged() {
        return tagged;
    }

    public WorkerOptions tagged(boolean tagged) {
        return with(changed -> changed.tagged = tagged);
    }

    /** Where the JVM's reports of native crashes are kept; null where they are not. */
    public @Nullable Path crashes() {
        return crashes;
    }

    public WorkerOptions crashes(Path path) {
        return with(changed -> changed.crashes = path);
    }

    /** Whether workers start from a cache. */
    public boolean cached() {
        return cached;
    }

    public WorkerOptions cached(boolean cached) {
        return with(changed -> changed.cached = cached);
    }

    /** Where that cache is; null for the usual place. */
    public @Nullable Path cacheFolder() {
        return cacheFolder;
    }

    public WorkerOptions cacheFolder(Path path) {
        return with(changed -> changed.cacheFolder = path);
    }

    /** How long a worker may take to end by itself. */
    public Duration patience() {
        return patience;
    }

    public WorkerOptions patience(Duration time) {
        return with(changed -> changed.patience = time);
    }

    /** Whether links are sockets, also where memory is faster. */
    public boolean sockets() {
        return sockets;
    }

    public WorkerOptions sockets(boolean only) {
        return with(changed -> changed.sockets = only);
    }
}
