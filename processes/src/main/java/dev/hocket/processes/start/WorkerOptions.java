package dev.hocket.processes.start;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How workers are started and kept. Written only while a copy is made. */
public final class WorkerOptions implements Cloneable {
    public List<String> jvm = List.of();
    public Map<String, String> environment = Map.of();
    public @Nullable Path folder;
    public long heap;
    public int maxTasks = Integer.MAX_VALUE;
    public Duration idle = Duration.ofSeconds(30);
    public int spares;
    public boolean tagged;
    public @Nullable Path crashes;
    public boolean cached = true;
    public @Nullable Path cacheFolder;

    /** How long a worker may take to end by itself. */
    public Duration patience = Duration.ofSeconds(2);

    public boolean sockets;

    public WorkerOptions copy() {
        try {
            return (WorkerOptions) clone();
        } catch (CloneNotSupportedException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
