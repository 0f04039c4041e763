package dev.hocket.cli.queue;

import dev.hocket.cli.job.CommandJob;
import dev.hocket.cli.option.RunFlags;
import dev.hocket.jobs.exec.CommandInput;
import dev.hocket.queue.Queue;
import dev.hocket.queue.QueueJob;
import dev.hocket.queue.Submission;
import dev.hocket.queue.Ticket;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Puts the commands of a command line into a queue. */
public final class CommandSubmission {
    /** Commands that are stored in one transaction. */
    private static final int TOGETHER = 1000;

    private final Queue queue;
    private final CommandJob job;
    private final QueuedCommand.Spec spec;
    private final QueueJob<QueuedCommand, StoredCommandOutput> stored = CommandResolver.submitted();

    /**
     * A submission.
     *
     * @param environment the variables that the commands get
     * @param maxOutput how many bytes of each output are stored
     */
    public CommandSubmission(
            Queue queue,
            CommandJob job,
            RunFlags flags,
            Map<String, String> environment,
            long maxOutput) {
        this.queue = queue;
        this.job = job;
        this.spec =
                new QueuedCommand.Spec(
                        job.words(),
                        job.syntax(),
                        Path.of("").toAbsolutePath().toString(),
                        job.folder(),
                        environment,
                        flags.retries(),
                        flags.backoff(),
                        flags.timeout(),
                        maxOutput);
    }

    /** A submitted command. */
    record Submitted(CommandInput input, Ticket<StoredCommandOutput> ticket) {}

    /** What is done with submitted commands. */
    @FunctionalInterface
    public interface Ids {
        /** A command was submitted under this number. */
        void submitted(long id) throws IOException;
    }

    /** Submits all; returns their number. */
    public long submit(Submission how, Ids ids) throws IOException {
        long count = 0;
        for (Submitted each : submit(how)) {
            ids.submitted(each.ticket().id());
            count++;
        }
        return count;
    }

    List<Submitted> submit(Submission how) {
        List<Submitted> all = new ArrayList<>();
        try (Stream<CommandInput> inputs = job.eachInput()) {
            List<CommandInput> some = new ArrayList<>();
            for (Iterator<CommandInput> each = inputs.iterator(); each.hasNext(); ) {
                some.add(each.next());
                if (some.size() == TOGETHER) {
                    all.addAll(submit(some, how));
                    some.clear();
                }
            }
            all.addAll(submit(some, how));
        }
        return all;
    }

    private List<Submitted> submit(List<CommandInput> inputs, Submission how) {
        List<QueuedCommand> commands =
                inputs.stream().map(input -> QueuedCommand.of(spec, input)).toList();
        List<Ticket<StoredCommandOutput>> tickets = queue.submitAll(stored, commands, how);
        List<Submitted> submitted = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            submitted.add(new Submitted(inputs.get(i), tickets.get(i)));
        }
        return submitted;
    }
}
