package dev.hocket.cli.job;

import dev.hocket.BatchTask;
import dev.hocket.Cause;
import dev.hocket.Failed;
import dev.hocket.Inputs;
import dev.hocket.Job;
import dev.hocket.Outcome;
import dev.hocket.Task;
import dev.hocket.cli.json.JsonLine;
import dev.hocket.cli.option.RunFlags;
import dev.hocket.cli.option.SetUpException;
import dev.hocket.cli.source.CommandInputs;
import dev.hocket.cli.terminal.LineTags;
import dev.hocket.cli.terminal.Screen;
import dev.hocket.cli.terminal.Wording;
import dev.hocket.joblog.ResultCodec;
import dev.hocket.jobs.exec.CapturedOutput;
import dev.hocket.jobs.exec.CommandBatch;
import dev.hocket.jobs.exec.CommandFailed;
import dev.hocket.jobs.exec.CommandInput;
import dev.hocket.jobs.exec.CommandOutput;
import dev.hocket.jobs.exec.CommandResult;
import dev.hocket.jobs.exec.CommandSyntax;
import dev.hocket.jobs.exec.CommandTask;
import dev.hocket.jobs.exec.CommandTemplate;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;
import org.jspecify.annotations.Nullable;

/** The job of {@code hocket exec}. */
public final class CommandJob implements PreparedJob<CommandInput, CommandJob.Written> {
    private final CommandTemplate template;
    private final CommandInputs words;
    private final String folder;
    private final CommandBatches batches;
    private final CommandTask task;
    private final @Nullable NamedResults results;
    private final boolean tag;
    private final Screen screen;
    private final Job<CommandInput, Written> job;

    /** Whether outcomes are shown to a user, and not only measured. */
    private boolean shown;

    /** What commands had written that were interrupted, by their input's number. */
    private final Map<Long, CommandResult> interrupted = new ConcurrentHashMap<>();

    public CommandJob(
            CommandTemplate template,
            CommandInputs words,
            String folder,
            boolean lineByLine,
            CommandBatches batches,
            RunFlags flags,
            Screen screen)
            throws SetUpException {
        this.template = template;
        this.words = words;
        this.folder = folder;
        this.batches = batches;
        this.tag = flags.tag();
        this.screen = screen;
        String kept = flags.log().results();
        this.results = kept == null ? null : NamedResults.in(kept, words.names());
        CommandTask anywhere = CommandTask.of(template);
        this.task = folder.isEmpty() ? anywhere : anywhere.inFolder(folder);
        CommandTask command =
                lineByLine
                        ? task.lines(this::line, results != null).interrupted(this::drop)
                        : task.interrupted(this::keep);
        boolean printed = lineByLine;
        this.job =
                batches.several()
                        ? batches.applyTo(
                                Job.batch("exec", new BatchExecution(command, results, printed)))
                        : Job.of("exec", new Execution(command, results, printed));
    }

    /** Runs the command. In another process nothing is printed line by line. */
    private static final class Execution implements Task<CommandInput, Written> {
        private static final long serialVersionUID = 1;
        private final CommandTask command;
        private final @Nullable NamedResults results;
        private final transient boolean printed;

        Execution(CommandTask command, @Nullable NamedResults results, boolean printed) {
            this.command = command;
            this.results = results;
            this.printed = printed;
        }

        @Override
        public Written run(CommandInput argument) throws Exception {
            if (results == null) {
                return new Written(command.run(argument), null, printed);
            }
            CommandResult result;
            try {
                result = command.run(argument);
            } catch (CommandFailed failed) {
                boolean _ = store(failed.result(), results).size() > 0;
                throw failed;
            }
            return new Written(result, store(result, results), printed);
        }
    }

    private static NamedResults.Stored store(CommandResult result, NamedResults results)
            throws IOException {
        boolean stored = false;
        try {
            NamedResults.Stored where = results.store(result);
            stored = true;
            return where;
        } finally {
            if (!stored) {
                result.close();
            }
        }
    }

    /** Refuses a folder for results that holds those of another run. */
    public void checkResults(boolean resumes) throws SetUpException {
        if (results != null) {
            results.check(resumes);
        }
    }

    /** Runs a command for several inputs; what it wrote is with the first of them. */
    private static final class BatchExecution implements BatchTask<CommandInput, Written> {
        private static final long serialVersionUID = 1;
        private final CommandBatch command;
        private final @Nullable NamedResults results;
        private final transient boolean printed;

        BatchExecution(CommandTask command, @Nullable NamedResults results, boolean printed) {
            this.command = new CommandBatch(command);
            this.results = results;
            this.printed = printed;
        }

        @Override
        public List<Written> run(List<CommandInput> inputs) throws Exception {
            List<CommandResult> all;
            try {
                all = command.run(inputs);
            } catch (CommandFailed failed) {
                if (results != null) {
                    store(failed.result(), inputs, results);
                }
                throw failed;
            }
            List<Written> written = new ArrayList<>(all.size());
            for (int i = 0; i < all.size(); i++) {
                CommandResult result = all.get(i);
                NamedResults.Stored where =
                        results == null
                                ? null
                                : CommandJob.store(result.of(inputs.get(i)), results);
                written.add(new Written(result, where, printed));
            }
            return written;
        }

        private static void store(
                CommandResult result, List<CommandInput> inputs, NamedResults results)
                throws IOException {
            boolean _ = CommandJob.store(result.of(inputs.getFirst()), results).size() > 0;
            for (CommandInput each : inputs.subList(1, inputs.size())) {
                boolean _ = CommandJob.store(result.silent(each), results).size() > 0;
            }
        }
    }

    /** Whether a command may get several inputs. */
    public boolean isBatch() {
        return batches.several();
    }

    /** The words of the command; none if the inputs are commands. */
    public List<String> words() {
        return words.command();
    }

    /** How the words are read. */
    public CommandSyntax syntax() {
        return template.syntax();
    }

    /** The folder of each command, which may hold placeholders; empty for the user's. */
    public String folder() {
        return folder;
    }

    /** Refuses a program that is not there, once, before each input fails for want of it. */
    public void checkProgram() throws SetUpException {
        try {
            String obstacle = task.obstacle().orElse("");
            if (!obstacle.isEmpty()) {
                throw new SetUpException(obstacle);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new SetUpException("exec was interrupted", stopped);
        }
    }

    private void keep(CommandResult result) {
        storeCut(result);
        close(interrupted.put(result.argument().number(), result));
    }

    /** Of a command whose lines have been printed. */
    private void drop(CommandResult result) {
        storeCut(result);
        result.close();
    }

    /** Stores what a command wrote until it was interrupted, such as by its deadline. */
    private void storeCut(CommandResult result) {
        if (results == null || batches.several()) { // a batch has no folder of its own
            return;
        }
        try {
            NamedResults.Stored _ = results.store(result);
        } catch (IOException lost) {
            String input = Wording.shortened(result.argument().text());
            screen.say("'%s' was interrupted: %s".formatted(input, Wording.problem(lost)));
        }
    }

    private static void close(@Nullable CommandResult result) {
        if (result != null) {
            result.close();
        }
    }

    /**
     * What a command wrote: of one that ran now, or of one that an earlier run kept.
     *
     * @param result how it ended, or null for an earlier run
     * @param stdout its standard output
     * @param stored where that is kept, or null for nowhere
     * @param printed whether it has been printed line by line
     */
    record Written(
            @Nullable CommandResult result,
            CapturedOutput stdout,
            NamedResults.@Nullable Stored stored,
            boolean printed)
            implements AutoCloseable, Serializable {
        Written(CommandResult result, NamedResults.@Nullable Stored stored, boolean printed) {
            this(result, result.stdout(), stored, printed);
        }

        @Override
        public void close() {
            stdout.close();
            CommandJob.close(result);
        }
    }

    @Override
    public Job<CommandInput, Written> job() {
        return job;
    }

    @Override
    public Inputs<CommandInput> inputs() {
        return words.inputs();
    }

    @Override
    public Stream<CommandInput> eachInput() {
        return words.stream();
    }

    @Override
    public List<CommandInput> allInputs() throws SetUpException {
        try (Stream<CommandInput> all = eachInput()) {
            return all.toList();
        } catch (UncheckedIOException unread) {
            throw new SetUpException(String.valueOf(unread.getMessage()), unread);
        }
    }

    @Override
    public String command() {
        String shell = template.syntax().shell();
        return (batches.several() ? batches.option() + " " : "")
                + (shell.isEmpty() ? "" : "--shell " + shell + " ")
                + (folder.isEmpty() ? "" : "--workdir " + folder + " ")
                + template;
    }

    @Override
    public String plan(CommandInput input) {
        return template.render(input);
    }

    @Override
    public Iterator<String> plans(Iterator<CommandInput> inputs) {
        Iterator<String> each = PreparedJob.super.plans(inputs);
        return !batches.several()
                ? each
                : new Iterator<>() {
                    @Override
                    public boolean hasNext() {
                        return inputs.hasNext();
                    }

                    @Override
                    public String next() {
                        List<CommandInput> batch = new ArrayList<>();
                        do {
                            batch.add(inputs.next());
                        } while (batch.size() < batches.size() && inputs.hasNext());
                        return plan(CommandInput.together(batch));
                    }
                };
    }

    @Override
    public void print(CommandInput input, Written output) throws IOException {
        close(interrupted.remove(input.number())); // of an attempt before
        try (output) {
            if (output.result() == null) {
                screen.together(() -> copy(input, output.stdout(), screen.out()));
            } else if (!output.printed()) {
                print(output.result());
            }
        }
    }

    @Override
    public void printFailed(Failed<CommandInput, Written> failed) throws IOException {
        try (CommandResult result = left(failed)) {
            if (result != null) {
                print(result);
            }
        }
    }

    /** What a command wrote that failed, or was interrupted; or null. */
    private @Nullable CommandResult left(Failed<CommandInput, Written> failed) {
        CommandResult cut = interrupted.remove(failed.input().number());
        if (failed.cause() instanceof Cause.Threw(Throwable error)
                && error instanceof CommandFailed command) {
            close(cut);
            boolean first = command.result().argument().number() == failed.input().number();
            return first ? command.result() : null; // what a batch wrote is printed once
        }
        return cut;
    }

    private void print(CommandResult result) throws IOException {
        screen.together(() -> {
            copy(result.argument(), result.stdout(), screen.out());
            copy(result.argument(), result.stderr(), screen.err());
        });
    }

    private void copy(CommandInput argument, CapturedOutput captured, OutputStream to)
            throws IOException {
        if (captured.size() == 0) {
            return;
        }
        if (tag) {
            LineTags lines = new LineTags(argument.text(), to);
            captured.writeTo(lines);
            lines.end();
        } else {
            captured.writeTo(to);
        }
    }

    private void line(
            CommandInput argument, CommandOutput output, byte[] buffer, int offset, int length)
            throws IOException {
        OutputStream to = output == CommandOutput.STDOUT ? screen.out() : screen.err();
        if (!tag) {
            to.write(buffer, offset, length);
            return;
        }
        screen.together(() -> {
            LineTags lines = new LineTags(argument.text(), to);
            lines.write(buffer, offset, length);
            lines.end();
        });
    }

    /** The last line of standard error is left out where all of it has been printed already. */
    @Override
    public String tell(Failed<CommandInput, Written> failed) {
        String why = failed.cause().message();
        if (failed.cause() instanceof Cause.Threw(Throwable error)) {
            why = Wording.problem(error);
            if (error instanceof CommandFailed command && command.result().stderr().size() > 0) {
                int colon = why.indexOf(':');
                why = colon < 0 ? why : why.substring(0, colon);
            }
        }
        return "'%s' failed: %s".formatted(Wording.shortened(failed.input().text()), why);
    }

    /** Never asked for: outputs are written piece by piece. */
    @Override
    public @Nullable Object json(Written output) {
        return null;
    }

    @Override
    public void writeJson(Written output, JsonLine line) throws IOException {
        try (output) {
            CommandResult result = output.result();
            line.begin("output");
            line.bytes("stdout", output.stdout()::writeTo);
            if (result != null) {
                line.bytes("stderr", result.stderr()::writeTo);
            }
            line.end();
        }
    }

    @Override
    public void writeFailedJson(Failed<CommandInput, Written> failed, JsonLine line)
            throws IOException {
        try (CommandResult result = left(failed)) {
            if (result != null) {
                line.begin("output");
                line.bytes("stdout", result.stdout()::writeTo);
                line.bytes("stderr", result.stderr()::writeTo);
                line.end();
            }
        }
    }

    @Override
    public ToLongFunction<Written> fingerprint() {
        return output -> {
            CRC32C sum = new CRC32C();
            try (output;
                    OutputStream to =
                            new CheckedOutputStream(OutputStream.nullOutputStream(), sum)) {
                output.stdout().writeTo(to);
                return sum.getValue();
            } catch (IOException unreadable) {
                return -1;
            }
        };
    }

    @Override
    public Path storeFolder(String folderOfAll) {
        return Objects.requireNonNull(results, "results").replayFolder();
    }

    /** Keeps where an output is, which the command's execution has stored already. */
    @Override
    public ResultCodec<Written> codec() {
        NamedResults kept = Objects.requireNonNull(results, "results");
        return new ResultCodec<>() {
            @Override
            public void write(Written output, OutputStream to) throws IOException {
                Objects.requireNonNull(output.stored(), "stored").writeTo(to);
            }

            @Override
            public Written read(InputStream from) throws IOException {
                NamedResults.Stored stored = NamedResults.Stored.readFrom(from);
                return new Written(null, kept.read(stored), stored, false);
            }
        };
    }

    @Override
    public void note(Outcome<CommandInput, Written> outcome) {
        shown = true;
    }

    /** Prints what is left of attempts whose outcome was told before they ended. */
    @Override
    public void close() throws IOException {
        for (CommandResult result : interrupted.values()) {
            try (result) {
                if (shown) {
                    print(result);
                }
            }
        }
        screen.flush();
    }
}
