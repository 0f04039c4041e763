package dev.hocket.jobs.exec;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where a task's commands run: in which folder, with which environment, started in which way. Safe
 * for many threads.
 */
final class Surroundings {
    private final @Nullable Path folder;
    private final ChildEnvironment environment;
    private final Function<ChildEnvironment, Spawner> spawners;
    private final SearchPath path;
    private volatile @Nullable Spawner spawner;

    /**
     * @param folder where commands run; null for where the JVM does
     * @param spawners makes the spawner when the first command needs it
     */
    Surroundings(
            @Nullable Path folder,
            ChildEnvironment environment,
            Function<ChildEnvironment, Spawner> spawners) {
        this.folder = folder;
        this.environment = environment;
        this.spawners = spawners;
        this.path = new SearchPath(environment.searchPath());
    }

    Surroundings in(Path other) {
        return new Surroundings(other, environment, spawners);
    }

    Surroundings with(Map<String, String> variables) {
        return new Surroundings(folder, environment.with(variables), spawners);
    }

    /** What makes the same surroundings in another process. */
    <T> T describe(BiFunction<@Nullable String, ChildEnvironment, T> maker) {
        return maker.apply(folder == null ? null : folder.toString(), environment);
    }

    /** Runs a program to its end; see {@link Spawner#run}. */
    Ended run(List<String> words, Capture stdout, Capture stderr)
            throws IOException, InterruptedException {
        Invocation invocation = new Invocation(path.find(words.get(0)), words, folder);
        return spawner().run(invocation, stdout, stderr);
    }

    private Spawner spawner() {
        Spawner made = spawner;
        if (made == null) {
            synchronized (this) {
                made = spawner;
                if (made == null) {
                    made = spawners.apply(environment);
                    spawner = made;
                }
            }
        }
        return made;
    }
}
