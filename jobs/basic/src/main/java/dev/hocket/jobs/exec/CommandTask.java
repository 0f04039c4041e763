package dev.hocket.jobs.exec;

import dev.hocket.Task;
import dev.hocket.jobs.exec.output.LineSplitter;
import dev.hocket.jobs.exec.output.OutputCapture;
import dev.hocket.jobs.exec.process.ChildEnvironment;
import dev.hocket.jobs.exec.process.CommandSurroundings;
import dev.hocket.jobs.exec.process.ProcessEnd;
import dev.hocket.jobs.exec.process.SignalNumbers;
import dev.hocket.jobs.exec.process.Spawner;
import dev.hocket.jobs.exec.template.ShellScript;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs a command for each input.
 *
 * <p>The command reads nothing; its two outputs are kept apart, in memory up to 1 MB each and in a
 * temporary file beyond. It sees the user's environment. Exit code 0 gives a {@link CommandResult},
 * anything else a {@link CommandFailed} that carries one. A command has ended when its own process
 * has: if something that it left running holds its output open, that is read for half a second
 * more, and what is written later is lost.
 *
 * <p>Each command has its own process group. When the thread that runs it is interrupted, the whole
 * group and every descendant outside of it gets SIGTERM, and after half a second SIGKILL; only then
 * {@link InterruptedException} is thrown. The same happens to all commands when the JVM ends. A
 * group of its own gets nothing from the terminal: neither its interrupt, nor what is typed.
 *
 * <p>On Linux with glibc processes are started through the C library, if this module was granted
 * native access ({@code --enable-native-access=dev.hocket.jobs}); elsewhere, or without it, through
 * the JDK, which is slower, has no process groups (descendants whose parent has ended are missed)
 * and tells no signals.
 *
 * <p>Immutable, and safe for use by many threads, platform and virtual; a virtual thread keeps no
 * carrier busy.
 */
public final class CommandTask implements Task<CommandInput, CommandResult> {
    private static final long serialVersionUID = 1;

    private final transient CommandTemplate template;
    private final transient CommandSurroundings surroundings;
    private final transient @Nullable LineSink sink;
    private final transient boolean keep;
    private final transient @Nullable Consumer<CommandResult> interrupted;

    /** The task in another process. A line sink stays behind, so that outputs are collected. */
    private record Elsewhere(
            CommandTemplate template, @Nullable String folder, ChildEnvironment environment)
            implements Serializable {
        private Object readResolve() {
            Path place = folder == null ? null : Path.of(folder);
            CommandSurroundings there = new CommandSurroundings(place, environment, Spawner::best);
            return new CommandTask(template, there, null, true, null);
        }
    }

    private Object writeReplace() {
        return surroundings.describe(
                (folder, environment) -> new Elsewhere(template, folder, environment));
    }

    private CommandTask(
            CommandTemplate template,
            CommandSurroundings surroundings,
            @Nullable LineSink sink,
            boolean keep,
            @Nullable Consumer<CommandResult> interrupted) {
        this.template = template;
        this.surroundings = surroundings;
        this.sink = sink;
        this.keep = keep;
        this.interrupted = interrupted;
    }

    /**
     * The task that runs {@code template} in the JVM's working folder, with the user's environment.
     */
    public static CommandTask of(CommandTemplate template) {
        return of(template, Spawner::best);
    }

    /** The same with a spawner of one's choice. */
    static CommandTask of(CommandTemplate template, Function<ChildEnvironment, Spawner> spawners) {
        ChildEnvironment environment = ChildEnvironment.ofUser(System.getenv());
        return new CommandTask(
                template, new CommandSurroundings(null, environment, spawners), null, true, null);
    }

    /**
     * Begins to load, on a thread of its own, what the first command will need: some 20 ms of work
     * at the start of a JVM, which a program can so have done while it reads its own options. Never
     * needed, and harmless at any time.
     */
    public static void prepare() {
        Thread.ofPlatform().daemon().name("hocket-command-prepare").start(Spawner::prepare);
    }

    /** The same task in another working folder, which may be named relative to the JVM's. */
    public CommandTask in(Path folder) {
        return new CommandTask(template, surroundings.in(folder), sink, keep, interrupted);
    }

    /**
     * The same task with further variables in the environment, which replace those of the same
     * name.
     *
     * @throws IllegalArgumentException if a name is empty or holds {@code =}, or anything holds a
     *     NUL
     */
    public CommandTask with(Map<String, String> variables) {
        return new CommandTask(template, surroundings.with(variables), sink, keep, interrupted);
    }

    /**
     * The same task, whose commands' lines are handed over as they come.
     *
     * @param sink where they go; used by all commands at once
     * @param keep whether the outputs are also collected for the result, which is empty otherwise
     */
    public CommandTask lines(LineSink sink, boolean keep) {
        return new CommandTask(template, surroundings, sink, keep, interrupted);
    }

    /**
     * The same task, which hands over what a command had written that was interrupted, by a
     * deadline say: the outcome of such an attempt holds nothing of it.
     *
     * @param interrupted is given the result, to be closed, before the attempt ends; used by all
     *     commands at once
     */
    public CommandTask interrupted(Consumer<CommandResult> interrupted) {
        return new CommandTask(template, surroundings, sink, keep, interrupted);
    }

    /**
     * Why the command's program cannot be run, if it is the same one for all inputs: it is not
     * there, or not executable. To be asked once before a long list of inputs fails one by one.
     *
     * @throws InterruptedException if this thread was interrupted
     */
    public Optional<String> obstacle() throws InterruptedException {
        String program = template.program();
        return program == null
                ? Optional.empty()
                : surroundings.obstacle(program, template.form() instanceof ShellScript);
    }

    /** What is run. */
    public CommandTemplate template() {
        return template;
    }

    /**
     * Runs the command for one input, and waits for its end.
     *
     * @return how it ended, with exit code 0, and what it wrote; to be closed
     * @throws CommandFailed if it ended otherwise, was not found (exit code 127) or may not be run
     *     (126)
     * @throws IllegalArgumentException if the command cannot be made for this input
     * @throws IOException if the system had no room for another process for a second, a temporary
     *     file could not be written, or the line sink failed; nothing of the command runs any more
     * @throws InterruptedException if this thread was interrupted; nothing of the command runs any
     *     more
     */
    @Override
    public CommandResult run(CommandInput argument)
            throws CommandFailed, IOException, InterruptedException {
        OutputCapture stdout = capture(argument, CommandOutput.STDOUT);
        OutputCapture stderr = capture(argument, CommandOutput.STDERR);
        boolean complete = false;
        try {
            List<String> words = template.words(argument);
            ProcessEnd end = surroundings.run(words, stdout, stderr);
            CommandResult result = result(argument, end, stdout, stderr);
            complete = true;
            if (result.exit() != 0) {
                throw CommandFailed.ended(result);
            }
            return result;
        } catch (InterruptedException cut) {
            ProcessEnd end = ProcessEnd.signalled(SignalNumbers.TERM);
            CommandResult result = result(argument, end, stdout, stderr);
            complete = true;
            if (interrupted == null) {
                result.close();
            } else {
                interrupted.accept(result);
            }
            throw cut;
        } catch (Spawner.NotStarted e) {
            if (e.exit() == 0) {
                throw e;
            }
            throw CommandFailed.notStarted(argument, e.exit(), String.valueOf(e.getMessage()));
        } finally {
            if (!complete) {
                stdout.discard();
                stderr.discard();
            }
        }
    }

    private static CommandResult result(
            CommandInput argument, ProcessEnd end, OutputCapture stdout, OutputCapture stderr)
            throws IOException {
        return new CommandResult(
                argument,
                end,
                new CapturedOutput(stdout.finish()),
                new CapturedOutput(stderr.finish()));
    }

    private OutputCapture capture(CommandInput argument, CommandOutput output) {
        return new OutputCapture(
                sink == null ? null : new LineSplitter(sink, argument, output), keep);
    }

    /** The command as it was given. */
    @Override
    public String toString() {
        return template.toString();
    }
}
