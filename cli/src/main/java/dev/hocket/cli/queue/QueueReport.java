package dev.hocket.cli.queue;

import dev.hocket.cli.json.JsonLine;
import dev.hocket.cli.terminal.Screen;
import dev.hocket.queue.JobOutcome;
import dev.hocket.queue.JobState;
import dev.hocket.queue.JobStatus;
import dev.hocket.queue.PayloadException;
import dev.hocket.queue.Queue;
import dev.hocket.queue.WorkerStatus;
import dev.hocket.text.Quantities;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a queue holds, as text or as lines of JSON. */
public final class QueueReport {
    private final Queue queue;
    private final boolean json;
    private final Screen screen;

    public QueueReport(Queue queue, boolean json, Screen screen) {
        this.queue = queue;
        this.json = json;
        this.screen = screen;
    }

    /** The queues, or one of them, and the workers. */
    public void queues(String only) throws IOException {
        Map<String, Instant> paused = queue.paused();
        boolean any = false;
        for (Map.Entry<String, Map<JobState, Long>> each : queue.counts().entrySet()) {
            if (!only.isEmpty() && !only.equals(each.getKey())) {
                continue;
            }
            any = true;
            Optional<Instant> until = Optional.ofNullable(paused.get(each.getKey()));
            if (json) {
                JsonLine line = new JsonLine(screen.out());
                line.field("queue", each.getKey());
                for (JobState state : JobState.values()) {
                    line.field(state.word(), each.getValue().getOrDefault(state, 0L));
                }
                if (until.isPresent()) {
                    line.field("pausedUntil", until.get().toString());
                }
                line.endLine();
            } else {
                List<String> counts = new ArrayList<>();
                each.getValue().forEach((state, count) -> counts.add(count + " " + state.word()));
                screen.result(
                        each.getKey()
                                + ": "
                                + (counts.isEmpty() ? "empty" : String.join(", ", counts))
                                + until.map(time -> "; paused until " + time).orElse(""));
            }
        }
        if (!any && !json) {
            screen.result(only.isEmpty() ? "nothing is queued" : only + ": empty");
        }
        for (WorkerStatus worker : queue.workers()) {
            if (only.isEmpty() || worker.queues().contains(only)) {
                worker(worker);
            }
        }
    }

    private void worker(WorkerStatus worker) throws IOException {
        if (json) {
            JsonLine line = new JsonLine(screen.out());
            line.field("worker", worker.host() + ":" + worker.pid());
            line.field("queues", worker.queues());
            line.field("jobs", worker.jobs());
            line.field("width", worker.width());
            line.field("holds", worker.holds());
            line.endLine();
        } else {
            screen.result(
                    String.format(
                            Locale.ROOT,
                            "worker %s:%d: %d of up to %d running, queues %s",
                            worker.host(),
                            worker.pid(),
                            Math.min(worker.holds(), worker.width()),
                            worker.width(),
                            String.join(", ", worker.queues())));
        }
    }

    /** The newest jobs, a line each. */
    public void list(String name, Optional<JobState> state, int most) throws IOException {
        for (JobStatus job : queue.list(name, state, most)) {
            if (json) {
                JsonLine line = new JsonLine(screen.out());
                fields(job, line);
                line.endLine();
            } else {
                screen.result(
                        String.format(
                                Locale.ROOT,
                                "%d\t%s\t%s\t%s%s",
                                job.id(),
                                job.queue(),
                                job.name(),
                                job.state().word(),
                                job.error().map(error -> "\t" + error).orElse("")));
            }
        }
    }

    /** A job with its outcome. */
    public void job(long id) throws IOException {
        String why = queue.why(id); // which refuses a job that does not exist
        JobStatus job = queue.status(id).orElseThrow();
        StoredCommandOutput output = output(job);
        if (json) {
            JsonLine line = new JsonLine(screen.out());
            fields(job, line);
            if (output != null) {
                line.begin("output");
                line.bytes("stdout", to -> to.write(output.stdout()));
                line.bytes("stderr", to -> to.write(output.stderr()));
                line.end();
            }
            line.endLine();
            return;
        }
        String where = job.worker().map(worker -> " on " + worker).orElse("");
        String time =
                job.ended().isPresent() && job.started().isPresent()
                        ? " in " + Quantities.duration(job.time())
                        : "";
        screen.say(
                String.format(
                        Locale.ROOT,
                        "job %d (%s) in the queue %s: %s%s%s",
                        id,
                        job.name(),
                        job.queue(),
                        why,
                        where,
                        time));
        if (output != null) {
            screen.out().write(output.stdout());
            screen.err().write(output.stderr());
        }
    }

    private @Nullable StoredCommandOutput output(JobStatus job) throws IOException {
        if (!job.state().isEnd() || !job.name().equals(CommandResolver.NAME)) {
            return null;
        }
        Optional<JobOutcome<StoredCommandOutput>> outcome =
                queue.ticket(job.id(), CommandResolver.submitted()).outcome();
        try {
            return switch (outcome.orElse(null)) {
                case JobOutcome.Done<StoredCommandOutput> done -> done.output();
                case JobOutcome.Failed<StoredCommandOutput> failed
                        when failed.evidence().isPresent() ->
                        StoredCommandOutput.read(failed.evidence().get());
                case null, default -> null;
            };
        } catch (PayloadException unreadable) {
            throw new IOException(unreadable);
        }
    }

    private static void fields(JobStatus job, JsonLine line) throws IOException {
        line.field("job", job.id());
        line.field("queue", job.queue());
        line.field("name", job.name());
        line.field("state", job.state().word());
        line.field("priority", job.priority());
        line.field("attempts", job.attempts());
        line.field("submitted", job.submitted().toString());
        line.field("due", job.due().toString());
        if (job.worker().isPresent()) {
            line.field("worker", job.worker().get());
        }
        if (job.started().isPresent()) {
            line.field("started", job.started().get().toString());
        }
        if (job.ended().isPresent()) {
            line.field("ended", job.ended().get().toString());
            line.field("seconds", job.time().toNanos() / 1e9);
        }
        if (job.error().isPresent()) {
            line.field("error", job.error().get());
        }
    }
}
