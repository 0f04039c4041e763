package dev.hocket.jobs.exec;

import dev.hocket.Task;
import dev.hocket.jobs.exec.output.LineSplitter;
import dev.hocket.jobs.exec.output.OutputCapture;
import dev.hocket.jobs.exec.process.ChildEnvironment;
import dev.hocket.jobs.exec.process.CommandNumbers;
import dev.hocket.jobs.exec.process.CommandSlots;
import dev.hocket.jobs.exec.process.CommandSurroundings;
import dev.hocket.jobs.exec.process.ProcessEnd;
import dev.hocket.jobs.exec.process.SignalNumbers;
import dev.hocket.jobs.exec.process.Spawner;
import dev.hocket.jobs.exec.template.Placeholders;
import dev.hocket.jobs.exec.template.TextTemplate;
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
 * MB each and in a temporary file beyond. It gets the user's environment, and in {@code HOCKET_SEQ}
 * and {@code HOCKET_SLOT} the number of its input and of its slot: a number that no other running
 * command of this task has, at most the number of commands that run at a time. Exit code 0 returns
 * a {@link CommandResult}; any other throws a {@link CommandFailed} that contains one. A command
 * has ended when its own process has ended: if a process that it left running keeps its output
 * open, the output is read for another half second, and what is written later is lost.
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
    private final transient CommandSlots slots;
    private final transient FolderChoice folder;
    private final transient OutputChoice output;

    /** The task in another process. A line sink stays behind, so that outputs are collected. */
    private record Elsewhere(
            CommandTemplate template,
            @Nullable String folder,
            String varying,
            ChildEnvironment environment,
            String slots)
            implements Serializable {
        private Object readResolve() {
            Path place = folder == null ? null : Path.of(folder);
            CommandSurroundings there = new CommandSurroundings(place, environment, Spawner::best);
            return new CommandTask(
                    template,
                    there,
                    new CommandSlots(slots),
                    FolderChoice.of(varying, template),
                    OutputChoice.KEPT);
        }
    }

    private Object writeReplace() {
        return surroundings.describe((place, environment) ->
                new Elsewhere(template, place, folder.text(), environment, slots.shared()));
    }

    /** The folder of each command: a text with replacement strings, empty for that of all. */
    private record FolderChoice(String text, @Nullable TextTemplate template) {
        static final FolderChoice NONE = new FolderChoice("", null);

        static FolderChoice of(String text, CommandTemplate command) {
            if (text.isEmpty()) {
                return NONE;
            }
            Placeholders placeholders = new Placeholders(command.syntax());
            placeholders.check(text);
            return new FolderChoice(text, TextTemplate.of(text, placeholders));
        }

        @Nullable Path of(CommandInput argument, int slot) {
            return template == null ? null : Path.of(template.text(argument, slot));
        }
    }

    /** What becomes of outputs. */
    private record OutputChoice(
            @Nullable LineSink sink, boolean keep, @Nullable Consumer<CommandResult> interrupted) {
        static final OutputChoice KEPT = new OutputChoice(null, true, null);
    }

    private CommandTask(
            CommandTemplate template,
            CommandSurroundings surroundings,
            CommandSlots slots,
            FolderChoice folder,
            OutputChoice output) {
        this.template = template;
        this.surroundings = surroundings;
        this.slots = slots;
        this.folder = folder;
        this.output = output;
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
                template,
                new CommandSurroundings(null, environment, spawners),
                new CommandSlots(),
                FolderChoice.NONE,
                OutputChoice.KEPT);
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
    public CommandTask in(Path other) {
        return with(surroundings.in(other), output);
    }

    /**
     * The same task, each command in a folder of its own.
     *
     * @param text names it, relative to the working folder of the task, with the replacement
     *     strings of its command: <code>out/{1}</code>; a command whose folder does not exist fails
     * @throws IllegalArgumentException if it holds a replacement string that there is not
     */
    public CommandTask inFolder(String text) {
        return new CommandTask(
                template, surroundings, slots, FolderChoice.of(text, template), output);
    }

    private CommandTask with(CommandSurroundings other, OutputChoice chosen) {
        return new CommandTask(template, other, slots, folder, chosen);
    }

    /**
     * The same task with further variables in the environment, which replace those of the same
     * name.
     *
     * @throws IllegalArgumentException if a name is empty or contains {@code =}, or if a name or
     *     value contains a NUL
     */
    public CommandTask with(Map<String, String> variables) {
        return with(surroundings.with(variables), output);
    }

    /**
     * The same task, which passes each line of a command's output to a sink as it arrives.
     *
     * @param sink receives the lines; used by all commands at the same time
     * @param keep whether the outputs are also collected for the result, which is empty otherwise
     */
    public CommandTask lines(LineSink sink, boolean keep) {
        return with(surroundings, new OutputChoice(sink, keep, output.interrupted()));
    }

    /**
     * The same task, which passes on the output of a command that was interrupted, for example by a
     * deadline; the outcome of such an attempt does not contain it.
     *
     * @param interrupted receives the result, which it must close, before the attempt ends; used by
     *     all commands at the same time
     */
    public CommandTask interrupted(Consumer<CommandResult> interrupted) {
        return with(surroundings, new OutputChoice(output.sink(), output.keep(), interrupted));
    }

    /**
     * Why the command's program cannot be run, if it is the same one for all inputs: it does not
     * exist, or is not executable. Call this once, so that a long list of inputs does not fail one
     * by one.
     *
     * @throws InterruptedException if this thread was interrupted
     */
    public Optional<String> obstacle() throws InterruptedException {
        String chosen = template.syntax().shell();
        if (!chosen.isEmpty()) {
            Optional<String> without = surroundings.obstacle(chosen, "");
            if (without.isPresent()) {
                return without;
            }
        }
        String program = template.program();
        boolean elsewhere = folder.template() != null && program != null && isRelative(program);
        return program == null || elsewhere
                ? Optional.empty()
                : surroundings.obstacle(program, template.shell());
    }

    private static boolean isRelative(String program) {
        return program.indexOf('/') > 0;
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
        CommandSlots.Slot slot = slots.take();
        try {
            return run(argument, slot.number());
        } finally {
            slots.giveBack(slot);
        }
    }

    private CommandResult run(CommandInput argument, int slot)
            throws CommandFailed, IOException, InterruptedException {
        OutputCapture stdout = capture(argument, CommandOutput.STDOUT);
        OutputCapture stderr = capture(argument, CommandOutput.STDERR);
        boolean complete = false;
        try {
            List<String> words = template.words(argument, slot);
            CommandNumbers numbers = new CommandNumbers(argument.number(), slot);
            Path own = folder.of(argument, slot);
            ProcessEnd end = surroundings.run(words, own, numbers, stdout, stderr);
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
            if (output.interrupted() == null) {
                result.close();
            } else {
                output.interrupted().accept(result);
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

    private OutputCapture capture(CommandInput argument, CommandOutput stream) {
        LineSink sink = output.sink();
        return new OutputCapture(
                sink == null ? null : new LineSplitter(sink, argument, stream), output.keep());
    }

    /** The command as it was given. */
    @Override
    public String toString() {
        return template.toString();
    }
}
