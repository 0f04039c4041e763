package dev.hocket.jobs.exec.process;

import dev.hocket.jobs.exec.output.OutputCapture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where a task's commands run: in which folder, with which environment, started in which way. Safe
 * for many threads.
 */
public final class CommandSurroundings {
    private final @Nullable Path folder;
    private final ChildEnvironment environment;
    private final Function<ChildEnvironment, Spawner> spawners;
    private final SearchPath path;
    private volatile @Nullable Spawner spawner;

    /**
     * Surroundings for the commands of a task.
     *
     * @param folder where commands run; null for where the JVM does
     * @param spawners makes the spawner when the first command needs it
     */
    public CommandSurroundings(
            @Nullable Path folder,
            ChildEnvironment environment,
            Function<ChildEnvironment, Spawner> spawners) {
        this.folder = folder;
        this.environment = environment;
        this.spawners = spawners;
        this.path = new SearchPath(environment.searchPath());
    }

    public CommandSurroundings in(Path other) {
        return new CommandSurroundings(other, environment, spawners);
    }

    public CommandSurroundings with(Map<String, String> variables) {
        return new CommandSurroundings(folder, environment.with(variables), spawners);
    }

    /** What makes the same surroundings in another process. */
    public <T> T describe(BiFunction<@Nullable String, ChildEnvironment, T> maker) {
        return maker.apply(folder == null ? null : folder.toString(), environment);
    }

    /**
     * Runs a program to its end; see {@link Spawner#run}.
     *
     * @param place a folder of its own, relative to that of all commands; null for that one
     * @param numbers what it is told of its place; null for nothing
     */
    public ProcessEnd run(
            List<String> words,
            @Nullable Path place,
            @Nullable CommandNumbers numbers,
            OutputCapture stdout,
            OutputCapture stderr)
            throws IOException, InterruptedException {
        Path own = place == null ? folder : folder == null ? place : folder.resolve(place);
        if (place != null && own != null && !Files.isDirectory(own)) {
            throw new Spawner.NotStarted(
                    126,
                    "the working folder '%s' %s"
                            .formatted(
                                    own, Files.exists(own) ? "is not a folder" : "does not exist"));
        }
        ProgramInvocation invocation =
                new ProgramInvocation(path.find(words.get(0)), words, own, numbers);
        try {
            return spawner().run(invocation, stdout, stderr);
        } catch (RunningTrees.ProgramEnding ending) {
            throw ending.awaited();
        }
    }

    /**
     * Why a program cannot be run here, in a sentence; empty if it can, or nobody knows.
     *
     * @param shell the shell that runs it, which has commands of its own; empty for none
     */
    public Optional<String> obstacle(String program, String shell) throws InterruptedException {
        try {
            if (shell.isEmpty()) {
                path.check(path.find(program), folder);
            } else if (program.indexOf('/') < 0 && !isKnown(program, shell)) {
                throw SearchPath.notFound(program, environment.searchPath());
            }
            return Optional.empty();
        } catch (Spawner.NotStarted missing) {
            return missing.exit() == 0 ? Optional.empty() : Optional.of(message(missing));
        } catch (IOException unknown) {
            return Optional.empty();
        }
    }

    private static String message(Spawner.NotStarted missing) {
        return String.valueOf(missing.getMessage());
    }

    private boolean isKnown(String name, String shell) throws IOException, InterruptedException {
        List<String> words = List.of(shell, "-c", "command -v -- \"$1\"", shell, name);
        OutputCapture ignored = new OutputCapture(null, false);
        return run(words, null, null, ignored, ignored).exit() == 0;
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
