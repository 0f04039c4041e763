package dev.hocket.cli.queue;

import dev.hocket.Cause;
import dev.hocket.Job;
import dev.hocket.Retry;
import dev.hocket.jobs.exec.CommandFailed;
import dev.hocket.jobs.exec.CommandInput;
import dev.hocket.jobs.exec.CommandResult;
import dev.hocket.jobs.exec.CommandTask;
import dev.hocket.jobs.exec.CommandTemplate;
import dev.hocket.queue.JobResolver;
import dev.hocket.queue.PayloadCodec;
import dev.hocket.queue.PayloadException;
import dev.hocket.queue.QueueJob;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs queued commands: each in the working folder and with the variables of its submission, and
 * with its retries and time limit.
 */
public final class CommandResolver implements JobResolver {
    /** The name under which commands are stored. */
    public static final String NAME = "exec";

    private static final int KEPT = 100;

    private final PayloadCodec<QueuedCommand> inputs = PayloadCodec.json(QueuedCommand.class);

    /**
     * The jobs of the last submissions, which share an engine's lanes best if they are the same.
     */
    private final Map<QueuedCommand.Spec, Job<CommandInput, CommandResult>> jobs =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(
                        Map.Entry<QueuedCommand.Spec, Job<CommandInput, CommandResult>> eldest) {
                    return size() > KEPT;
                }
            };

    @Override
    public String name() {
        return NAME;
    }

    /** The job as it is submitted, not run. */
    static QueueJob<QueuedCommand, StoredCommandOutput> submitted() {
        return QueueJob.of(
                Job.of(
                        NAME,
                        (QueuedCommand _) -> {
                            throw new IllegalStateException("queued commands run in a worker");
                        }),
                PayloadCodec.json(QueuedCommand.class),
                StoredCommandOutput.codec());
    }

    @Override
    public Call<?, ?> resolve(byte[] payload) throws PayloadException, UnsuitableWorkerException {
        QueuedCommand command = inputs.read(payload);
        QueuedCommand.Spec spec = command.spec();
        return new Call<>(
                job(spec),
                command.toInput(),
                new Outputs(spec.maxOutput()),
                cause -> evidence(cause, spec.maxOutput()));
    }

    private synchronized Job<CommandInput, CommandResult> job(QueuedCommand.Spec spec)
            throws PayloadException, UnsuitableWorkerException {
        checkFolder(spec.place());
        Job<CommandInput, CommandResult> known = jobs.get(spec);
        if (known != null) {
            return known;
        }
        CommandTask task;
        try {
            CommandTemplate template =
                    spec.words().isEmpty()
                            ? CommandTemplate.ofInputs(spec.syntax())
                            : CommandTemplate.of(spec.words(), spec.syntax());
            task = CommandTask.of(template).in(Path.of(spec.place())).with(spec.environment());
            if (!spec.folder().isEmpty()) {
                task = task.inFolder(spec.folder());
            }
        } catch (IllegalArgumentException unreadable) {
            throw new PayloadException(
                    "the command cannot be read: " + unreadable.getMessage(), unreadable);
        }
        Job<CommandInput, CommandResult> job =
                Job.of(NAME, task).retry(Retry.upTo(spec.retries()).withBackoff(spec.backoff()));
        if (spec.timeout() != null) {
            job = job.deadline(spec.timeout());
        }
        jobs.put(spec, job);
        return job;
    }

    private static void checkFolder(String place) throws UnsuitableWorkerException {
        boolean there;
        try {
            there = Files.isDirectory(Path.of(place));
        } catch (InvalidPathException unknown) {
            there = false;
        }
        if (!there) {
            throw new UnsuitableWorkerException(
                    "its working folder '" + place + "' does not exist on this machine");
        }
    }

    private static byte @Nullable [] evidence(Cause cause, long most) {
        return cause instanceof Cause.Threw(Throwable error)
                        && error instanceof CommandFailed failed
                ? StoredCommandOutput.of(failed.result(), most).bytes()
                : null;
    }

    /** What a command wrote, in its stored form. */
    private record Outputs(long most) implements PayloadCodec<CommandResult> {
        @Override
        public byte[] write(CommandResult value) {
            return StoredCommandOutput.of(value, most).bytes();
        }

        @Override
        public CommandResult read(byte[] payload) {
            throw new UnsupportedOperationException("a worker reads no outputs");
        }
    }
}
