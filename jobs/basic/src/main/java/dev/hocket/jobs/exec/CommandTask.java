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
 * <p>The standard input of the command is empty. Its two outputs are kept apart, in memory up to 1
 * MB each and in a temporary file beyond. It gets the user's environment. Exit code 0 returns a
 * {@link CommandResult}; any other throws a {@link CommandFailed} that contains one. A command has
 * ended when its own process has ended: if a process that it left running keeps its output open,
 * the output is read for another half second, and what is written later is lost.
 *
 * <p>Each command has its own process group. When the thread that runs it is interrupted, the whole
 * group and every descendant outside of it get SIGTERM, and SIGKILL after half a second; only then
 * is an {@link InterruptedException} thrown. The same happens to all commands when the JVM ends.
 * Since the group is not the terminal's foreground group, it gets neither the terminal's interrupt
 * nor its input.
 *
 * <p>On Linux with glibc, processes are started through the C library if this module has native
 * access ({@code --enable-native-access=dev.hocket.jobs}). Elsewhere, or without native access,
 * they are started through the JDK, which is slower, has no process groups (descendants whose
 * parent has ended are not found) and does not report signals.
 *
 * <p>Immutable, and safe for use by many threads, platform and virtual; a virtual thread that waits
 * for a command occupies no carrier thread.
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
     * Creates a task that runs {@code template} in the JVM's working folder, with the user's
     * environment.
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
     * Starts to load, on a separate thread, the classes that the first command needs: about 20 ms
     * of work at the start of a JVM, which can so overlap with the reading of options. Optional,
     * and harmless at any time.
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
     * @throws IllegalArgumentException if a name is empty or contains {@code =}, or if a name or
     *     value contains a NUL
     */
    public CommandTask with(Map<String, String> variables) {
        return new CommandTask(template, surroundings.with(variables), sink, keep, interrupted);
    }

    /**
     * The same task, which passes each line of a command's output to a sink as it arrives.
     *
     * @param sink receives the lines; used by all commands at the same time
     * @param keep whether the outputs are also collected for the result, which is empty otherwise
     */
    public CommandTask lines(LineSink sink, boolean keep) {
        return new CommandTask(template, surroundings, sink, keep, interrupted);
    }

    /**
     * The same task, which passes on the output of a command that was interrupted, for example by a
     * deadline; the outcome of such an attempt does not contain it.
     *
     * @param interrupted receives the result, which it must close, before the attempt ends; used by
     *     all commands at the same time
     */
    public CommandTask interrupted(Consumer<CommandResult> interrupted) {
        return new CommandTask(template, surroundings, sink, keep, interrupted);
    }

    /**
     * Why the command's program cannot be run, if it is the same one for all inputs: it does not
     * exist, or is not executable. Call this once, so that a long list of inputs does not fail one
     * by one.
     *
     * @throws InterruptedException if this thread was interrupted
     */
    public Optional<String> obstacle() throws InterruptedException {
        String program = template.program();
        return program == null
                ? Optional.empty()
                : surroundings.obstacle(program, template.form() instanceof ShellScript);
    }

    /** The command that is run. */
    public CommandTemplate template() {
        return template;
    }

    /**
     * Runs the command for one input, and waits until it has ended.
     *
     * @return the result with exit code 0; the caller must close it
     * @throws CommandFailed if the exit code is not 0, or if the command was not found (127) or may
     *     not be run (126)
     * @throws IllegalArgumentException if the command cannot be built for this input
     * @throws IOException if the system could not start another process for a second, if a
     *     temporary file could not be written, or if the line sink failed; no process of the
     *     command is left
     * @throws InterruptedException if this thread was interrupted; no process of the command is
     *     left
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
