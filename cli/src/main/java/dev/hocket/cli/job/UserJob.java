package dev.hocket.cli.job;

import dev.hocket.AsyncTask;
import dev.hocket.Cause;
import dev.hocket.Failed;
import dev.hocket.Inputs;
import dev.hocket.Job;
import dev.hocket.Task;
import dev.hocket.cli.option.InputWords;
import dev.hocket.cli.option.SetUpException;
import dev.hocket.cli.terminal.Screen;
import dev.hocket.cli.terminal.TaskOutput;
import dev.hocket.cli.terminal.Wording;
import dev.hocket.joblog.ResultCodec;
import dev.hocket.jobs.exec.ExactText;
import dev.hocket.jobs.run.BadInputException;
import dev.hocket.jobs.run.LoadedTask;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The job of {@code hocket run}. */
public final class UserJob implements PreparedJob<String, @Nullable Object> {
    private final String given;
    private final LoadedTask task;
    private final InputWords words;
    private final boolean tag;
    private final boolean silent;
    private final Screen screen;
    private final Job<String, @Nullable Object> job;

    public UserJob(
            String given,
            LoadedTask task,
            InputWords words,
            TaskOutput output,
            boolean tag,
            Screen screen) {
        this.given = given;
        this.task = task;
        this.words = words;
        this.tag = tag;
        this.screen = screen;
        Type type = task.outputType();
        this.silent = type == void.class || type == Void.class;
        this.job = task.isBlocking() ? blocking(task, output, tag) : async(task, output, tag);
    }

    @SuppressWarnings("NullAway") // an output may be null, which is lost on the way
    private static Job<String, @Nullable Object> blocking(
            LoadedTask task, TaskOutput output, boolean tag) {
        return Job.of(task.name(), new Said(task.textTask(), tag ? output : null));
    }

    @SuppressWarnings("NullAway") // as above
    private static Job<String, @Nullable Object> async(
            LoadedTask task, TaskOutput output, boolean tag) {
        AsyncTask<String, @Nullable Object> text = task.textAsyncTask();
        return Job.async(
                task.name(), tag ? input -> output.tagged(input, () -> text.run(input)) : text);
    }

    /**
     * The task, whose outputs are numbers, truths or text. In another process the lines that it
     * prints have no tags.
     */
    private static final class Said implements Task<String, @Nullable Object> {
        private static final long serialVersionUID = 1;
        private final Task<String, @Nullable Object> task;
        private final transient @Nullable TaskOutput tagging;

        Said(Task<String, @Nullable Object> task, @Nullable TaskOutput tagging) {
            this.task = task;
            this.tagging = tagging;
        }

        @Override
        public @Nullable Object run(String input) throws Exception {
            Object output =
                    tagging == null
                            ? task.run(input)
                            : tagging.tagged(input, () -> task.run(input));
            return isPlain(output) ? output : Wording.output(output);
        }
    }

    private static boolean isPlain(@Nullable Object output) {
        return output == null || output instanceof Number || output instanceof Boolean;
    }

    @Override
    public Job<String, @Nullable Object> job() {
        return job;
    }

    @Override
    public Inputs<String> inputs() throws SetUpException {
        return words.inputs(screen);
    }

    @Override
    public List<String> allInputs() throws SetUpException {
        return words.all(screen);
    }

    @Override
    public String command() {
        return given + " (classes " + task.identity() + ")";
    }

    @Override
    public String plan(String input) {
        return task.name() + "\t" + input;
    }

    @Override
    public void print(String input, @Nullable Object output) throws IOException {
        if (!silent) {
            String text = Wording.output(output);
            screen.result(tag ? input + "\t" + text : text);
        }
    }

    @Override
    public String tell(Failed<String, @Nullable Object> failed) {
        return failed.cause() instanceof Cause.Threw(Throwable error)
                        && error instanceof BadInputException
                ? Wording.problem(error)
                : "'%s' failed: %s"
                        .formatted(Wording.shortened(failed.input()), failed.cause().message());
    }

    @Override
    public @Nullable Object json(@Nullable Object output) {
        return silent || isPlain(output) ? output : Wording.output(output);
    }

    @Override
    public ResultCodec<@Nullable Object> codec() {
        return new ResultCodec<>() {
            @Override
            public void write(@Nullable Object output, OutputStream to) throws IOException {
                to.write(ExactText.bytes(Wording.output(output)));
            }

            @Override
            public Object read(InputStream from) throws IOException {
                byte[] bytes = from.readAllBytes();
                return ExactText.of(bytes, 0, bytes.length);
            }
        };
    }

    @Override
    public void close() throws IOException {
        task.close();
    }
}
