package dev.hocket.jobs.exec.process;

import dev.hocket.jobs.exec.output.OutputCapture;
import dev.hocket.jobs.exec.template.CommandForm;
import java.io.IOException;
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

    /** Runs a program to its end; see {@link Spawner#run}. */
    public ProcessEnd run(List<String> words, OutputCapture stdout, OutputCapture stderr)
            throws IOException, InterruptedException {
        ProgramInvocation invocation =
                new ProgramInvocation(path.find(words.get(0)), words, folder);
        try {
            return spawner().run(invocation, stdout, stderr);
        } catch (RunningTrees.ProgramEnding ending) {
            throw ending.awaited();
        }
    }

    /**
     * Why a program cannot be run here, in a sentence; empty if it can, or nobody knows.
     *
     * @param asShell whether a shell runs it, which has commands of its own
     */
    public Optional<String> obstacle(String program, boolean asShell) throws InterruptedException {
        try {
            if (!asShell) {
                path.check(path.find(program), folder);
            } else if (program.indexOf('/') < 0 && !isKnownToShell(program)) {
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

    private boolean isKnownToShell(String name) throws IOException, InterruptedException {
        List<String> words =
                List.of(CommandForm.SHELL, "-c", "command -v -- \"$1\"", CommandForm.SHELL, name);
        OutputCapture ignored = new OutputCapture(null, false);
        return run(words, ignored, ignored).exit() == 0;
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
