package dev.hocket.cli.queue;

import dev.hocket.Cause;
import dev.hocket.Failed;
import dev.hocket.Inputs;
import dev.hocket.Job;
import dev.hocket.cli.job.PreparedJob;
import dev.hocket.cli.json.JsonLine;
import dev.hocket.cli.option.RunFlags;
import dev.hocket.cli.terminal.LineTags;
import dev.hocket.cli.terminal.Screen;
import dev.hocket.cli.terminal.Wording;
import dev.hocket.joblog.ResultCodec;
import dev.hocket.queue.FailedJobException;
import dev.hocket.queue.PayloadException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Waits for submitted commands, and prints their outcomes as a run does: a run over all workers of
 * the queue.
 */
public final class WaitingJob
        implements PreparedJob<CommandSubmission.Submitted, StoredCommandOutput> {
    private final List<CommandSubmission.Submitted> submitted;
    private final boolean tag;
    private final Screen screen;
    private final Job<CommandSubmission.Submitted, StoredCommandOutput> job =
            Job.async("exec", (CommandSubmission.Submitted one) -> one.ticket().completion())
                    .key(one -> one.input().text());

    /** Waits for what is submitted. */
    public WaitingJob(
            CommandSubmission submission,
            dev.hocket.queue.Submission how,
            boolean tag,
            Screen screen) {
        this.submitted = submission.submit(how);
        this.tag = tag;
        this.screen = screen;
    }

    @Override
    public Job<CommandSubmission.Submitted, StoredCommandOutput> job() {
        return job;
    }

    /** The workers retry and end attempts. */
    @Override
    public Job<CommandSubmission.Submitted, StoredCommandOutput> jobFor(RunFlags flags) {
        return job;
    }

    @Override
    public Inputs<CommandSubmission.Submitted> inputs() {
        return Inputs.of(submitted);
    }

    @Override
    public List<CommandSubmission.Submitted> allInputs() {
        return submitted;
    }

    @Override
    public String command() {
        return "wait";
    }

    @Override
    public String plan(CommandSubmission.Submitted input) {
        return input.input().text();
    }

    @Override
    public void print(CommandSubmission.Submitted input, StoredCommandOutput output)
            throws IOException {
        screen.together(() -> {
            copy(input, output.stdout(), screen.out());
            copy(input, output.stderr(), screen.err());
        });
        if (output.left() > 0) {
            screen.say(
                    String.format(
                            Locale.ROOT,
                            "'%s' wrote %d bytes more than the queue stored; see --max-output",
                            Wording.shortened(input.input().text()),
                            output.left()));
        }
    }

    private void copy(CommandSubmission.Submitted input, byte[] bytes, OutputStream to)
            throws IOException {
        if (!tag || bytes.length == 0) {
            to.write(bytes);
            return;
        }
        LineTags lines = new LineTags(input.input().text(), to);
        lines.write(bytes, 0, bytes.length);
        lines.end();
    }

    private static @Nullable StoredCommandOutput left(
            Failed<CommandSubmission.Submitted, StoredCommandOutput> failed) throws IOException {
        if (failed.cause() instanceof Cause.Threw(FailedJobException end)
                && end.outcome().evidence().isPresent()) {
            try {
                return StoredCommandOutput.read(end.outcome().evidence().get());
            } catch (PayloadException unreadable) {
                throw new IOException(unreadable);
            }
        }
        return null;
    }

    @Override
    public void printFailed(Failed<CommandSubmission.Submitted, StoredCommandOutput> failed)
            throws IOException {
        StoredCommandOutput output = left(failed);
        if (output != null) {
            print(failed.input(), output);
        }
    }

    @Override
    public String tell(Failed<CommandSubmission.Submitted, StoredCommandOutput> failed) {
        String why =
                failed.cause() instanceof Cause.Threw(FailedJobException end)
                        ? end.outcome().state().word() + ": " + end.outcome().message()
                        : failed.cause().message();
        return String.format(
                Locale.ROOT,
                "'%s' (job %d) %s",
                Wording.shortened(failed.input().input().text()),
                failed.input().ticket().id(),
                why);
    }

    @Override
    public @Nullable Object json(StoredCommandOutput output) {
        return null;
    }

    @Override
    public void writeJson(StoredCommandOutput output, JsonLine line) throws IOException {
        line.begin("output");
        line.bytes("stdout", to -> to.write(output.stdout()));
        line.bytes("stderr", to -> to.write(output.stderr()));
        line.end();
    }

    @Override
    public void writeFailedJson(
            Failed<CommandSubmission.Submitted, StoredCommandOutput> failed, JsonLine line)
            throws IOException {
        StoredCommandOutput output = left(failed);
        if (output != null) {
            writeJson(output, line);
        }
    }

    @Override
    public ResultCodec<StoredCommandOutput> codec() {
        return new ResultCodec<>() {
            @Override
            public void write(StoredCommandOutput output, OutputStream to) throws IOException {
                to.write(output.stdout());
            }

            @Override
            public StoredCommandOutput read(InputStream from) throws IOException {
                return new StoredCommandOutput(from.readAllBytes(), new byte[0], 0);
            }
        };
    }

    @Override
    public boolean canBeResumed() {
        return false;
    }

    @Override
    public void close() {}
}
