package dev.hocket.cli.job;

import dev.hocket.Cause;
import dev.hocket.Failed;
import dev.hocket.Inputs;
import dev.hocket.Job;
import dev.hocket.Limit;
import dev.hocket.Retry;
import dev.hocket.cli.option.InputWords;
import dev.hocket.cli.option.RunFlags;
import dev.hocket.cli.option.SetUpException;
import dev.hocket.cli.terminal.Screen;
import dev.hocket.cli.terminal.Wording;
import dev.hocket.http.Client;
import dev.hocket.http.ClientSettings;
import dev.hocket.joblog.ResultCodec;
import dev.hocket.jobs.fetch.FetchSettings;
import dev.hocket.jobs.fetch.FetchTask;
import dev.hocket.jobs.fetch.FetchedFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;

/** The job of {@code hocket fetch}. */
public final class FetchJob implements PreparedJob<String, FetchedFile> {
    private static final Duration BACKOFF = Duration.ofSeconds(1);

    private final FetchSettings settings;
    private final Client client;
    private final FetchTask task;
    private final Job<String, FetchedFile> job;
    private final InputWords words;
    private final boolean tag;
    private final Screen screen;

    /** What has come by the outcomes: all there is to know of bytes that came elsewhere. */
    private final LongAdder delivered = new LongAdder();

    public FetchJob(
            FetchSettings settings,
            ClientSettings asked,
            int perHost,
            InputWords words,
            RunFlags flags,
            Screen screen) {
        this.settings = settings;
        this.words = words;
        this.tag = flags.tag();
        this.screen = screen;
        this.client = Client.open(asked);
        this.task = new FetchTask(client, settings);
        this.job =
                Job.<String, FetchedFile>of("fetch", task)
                        .async(task.async())
                        .key(FetchTask::shown)
                        .limit(new Limit<>(task::host, perHost, flags.rate()))
                        .retry(Retry.upTo(1).withBackoff(BACKOFF).when(FetchTask::isPassing));
    }

    @Override
    public Job<String, FetchedFile> job() {
        return job;
    }

    @Override
    public boolean limitsRate() {
        return true;
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
        return "fetch to " + settings.folder();
    }

    @Override
    public String plan(String input) {
        try {
            return FetchTask.shown(input) + "\t" + settings.folder().resolve(task.name(input));
        } catch (IllegalArgumentException bad) {
            return FetchTask.shown(input) + "\t" + bad.getMessage();
        }
    }

    @Override
    public void print(String input, FetchedFile output) throws IOException {
        count(output);
        screen.result(
                tag ? FetchTask.shown(input) + "\t" + output.file() : output.file().toString());
    }

    private void count(FetchedFile output) {
        delivered.add(output.skipped() ? 0 : output.bytes() - output.resumed());
    }

    /** The messages of this job begin with the URL already. */
    @Override
    public String tell(Failed<String, FetchedFile> failed) {
        return failed.cause() instanceof Cause.Threw(Throwable error)
                        && (error instanceof IOException
                                || error instanceof IllegalArgumentException)
                ? Wording.problem(error)
                : "'%s' failed: %s"
                        .formatted(
                                Wording.shortened(FetchTask.shown(failed.input())),
                                failed.cause().message());
    }

    @Override
    public Object json(FetchedFile output) {
        count(output);
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("file", output.file().toString());
        fields.put("bytes", output.bytes());
        fields.put("resumed", output.resumed());
        fields.put("skipped", output.skipped());
        fields.put("url", output.url());
        return fields;
    }

    /** Runs number their files, so that names differ. */
    @Override
    public ToLongFunction<FetchedFile> fingerprint() {
        return output -> 31L * output.url().hashCode() + output.bytes();
    }

    @Override
    public LongSupplier bytes() {
        return () -> Math.max(task.received(), delivered.sum());
    }

    @Override
    public ResultCodec<FetchedFile> codec() {
        return new ResultCodec<>() {
            @Override
            public void write(FetchedFile output, OutputStream to) throws IOException {
                String text =
                        String.format(
                                Locale.ROOT,
                                "%s\n%d\n%d\n%b\n%s",
                                output.url(),
                                output.bytes(),
                                output.resumed(),
                                output.skipped(),
                                output.file());
                to.write(text.getBytes(StandardCharsets.UTF_8));
            }

            @Override
            public FetchedFile read(InputStream from) throws IOException {
                String text = new String(from.readAllBytes(), StandardCharsets.UTF_8);
                String[] lines = text.split("\n", 5);
                try {
                    return new FetchedFile(
                            lines[0],
                            Path.of(lines[4]),
                            Long.parseLong(lines[1]),
                            Long.parseLong(lines[2]),
                            Boolean.parseBoolean(lines[3]));
                } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException damaged) {
                    throw new IOException("a stored result is damaged: " + damaged.getMessage());
                }
            }
        };
    }

    @Override
    public void close() throws IOException {
        client.close();
        task.close();
    }
}
