package dev.hocket.cli.job;

import dev.hocket.Cause;
import dev.hocket.Failed;
import dev.hocket.Inputs;
import dev.hocket.Job;
import dev.hocket.Task;
import dev.hocket.cli.option.InputWords;
import dev.hocket.cli.option.RunFlags;
import dev.hocket.cli.option.SetUpException;
import dev.hocket.cli.terminal.Screen;
import dev.hocket.cli.terminal.TaggedLines;
import dev.hocket.cli.terminal.Wording;
import dev.hocket.joblog.ResultCodec;
import dev.hocket.jobs.exec.CapturedOutput;
import dev.hocket.jobs.exec.CommandFailed;
import dev.hocket.jobs.exec.CommandInput;
import dev.hocket.jobs.exec.CommandOutput;
import dev.hocket.jobs.exec.CommandResult;
import dev.hocket.jobs.exec.CommandTask;
import dev.hocket.jobs.exec.CommandTemplate;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;

/** The job of {@code hocket exec}. */
public final class CommandJob implements PreparedJob<CommandInput, CommandJob.Written> {
    private static final byte[] NOTHING = {};

    private final CommandTemplate template;
    private final InputWords words;
    private final boolean tag;
    private final Screen screen;
    private final Job<CommandInput, Written> job;

    public CommandJob(
            CommandTemplate template,
            InputWords words,
            boolean lineByLine,
            RunFlags flags,
            Screen screen) {
        this.template = template;
        this.words = words;
        this.tag = flags.tag();
        this.screen = screen;
        CommandTask task = CommandTask.of(template);
        CommandTask command =
                lineByLine ? task.lines(this::line, flags.log().results() != null) : task;
        boolean printed = lineByLine;
        this.job = Job.of("exec", new Execution(command, printed));
    }

    /** Runs the command. In another process nothing is printed line by line. */
    private static final class Execution implements Task<CommandInput, Written> {
        private static final long serialVersionUID = 1;
        private final CommandTask command;
        private final transient boolean printed;

        Execution(CommandTask command, boolean printed) {
            this.command = command;
            this.printed = printed;
        }

        @Override
        public Written run(CommandInput argument) throws Exception {
            return new Written(command.run(argument), printed);
        }
    }

    /**
     * What a command wrote: of one that ran now, or of one that an earlier run kept.
     *
     * @param result how it ended, or null for an earlier run
     * @param kept what an earlier run kept of its standard output, byte for byte
     * @param printed whether it has been printed line by line
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Written(@Nullable CommandResult result, byte[] kept, boolean printed)
            implements AutoCloseable, Serializable {
        @Override
        public void close() {
            if (result != null) {
                result.close();
            }
        }

        Written(CommandResult result, boolean printed) {
            this(result, NOTHING, printed);
        }

        String text() throws IOException {
            return result == null
                    ? new String(kept, StandardCharsets.UTF_8)
                    : result.stdout().text();
        }
    }

    @Override
    public Job<CommandInput, Written> job() {
        return job;
    }

    @Override
    public Inputs<CommandInput> inputs() throws SetUpException {
        return words.inputs(screen).mapIndexed((index, text) -> new CommandInput(index + 1, text));
    }

    @Override
    public List<CommandInput> allInputs() throws SetUpException {
        List<CommandInput> all = new ArrayList<>();
        for (String text : words.all(screen)) {
            all.add(new CommandInput(all.size() + 1L, text));
        }
        return all;
    }

    @Override
    public String command() {
        return template.toString();
    }

    @Override
    public String plan(CommandInput input) {
        return template.render(input);
    }

    @Override
    public void print(CommandInput input, Written output) throws IOException {
        try (CommandResult result = output.result()) {
            if (result == null) {
                write(input, output.kept(), screen.out());
            } else if (!output.printed()) {
                print(result);
            }
        }
    }

    @Override
    public void printFailed(Failed<CommandInput, Written> failed) throws IOException {
        if (failed.cause() instanceof Cause.Threw(Throwable error)
                && error instanceof CommandFailed command) {
            try (CommandResult result = command.result()) {
                print(result);
            }
        }
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
            TaggedLines lines = new TaggedLines(argument.text(), to);
            captured.writeTo(lines);
            lines.end();
        } else {
            captured.writeTo(to);
        }
    }

    private void write(CommandInput argument, byte[] bytes, OutputStream to) throws IOException {
        if (tag) {
            TaggedLines lines = new TaggedLines(argument.text(), to);
            lines.write(bytes);
            lines.end();
        } else {
            to.write(bytes);
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
        TaggedLines lines = new TaggedLines(argument.text(), to);
        lines.write(buffer, offset, length);
        lines.end();
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

    @Override
    public @Nullable Object json(Written output) throws IOException {
        try (CommandResult result = output.result()) {
            if (result == null) {
                return Map.of("stdout", output.text());
            }
            Map<String, Object> both = new LinkedHashMap<>();
            both.put("stdout", result.stdout().text());
            both.put("stderr", result.stderr().text());
            return both;
        }
    }

    @Override
    public ToLongFunction<Written> fingerprint() {
        return output -> {
            CRC32C sum = new CRC32C();
            try (CommandResult result = output.result();
                    OutputStream to =
                            new CheckedOutputStream(OutputStream.nullOutputStream(), sum)) {
                if (result != null) {
                    result.stdout().writeTo(to);
                }
                return sum.getValue();
            } catch (IOException unreadable) {
                return -1;
            }
        };
    }

    @Override
    public ResultCodec<Written> codec() {
        return new ResultCodec<>() {
            @Override
            public void write(Written output, OutputStream to) throws IOException {
                CommandResult result = output.result();
                if (result != null) {
                    result.stdout().writeTo(to);
                }
            }

            @Override
            public Written read(InputStream from) throws IOException {
                return new Written(null, from.readAllBytes(), false);
            }
        };
    }

    @Override
    public void close() {}
}
