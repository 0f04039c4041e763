package dev.hocket.queue;

import dev.hocket.text.Quantities;
import java.time.Duration;
import java.time.Instant;

/** Says why a job has not ended. */
final class WaitReason {
    private final Queue queue;

    WaitReason(Queue queue) {
        this.queue = queue;
    }

    String of(long id) {
        JobStatus job =
                queue.status(id)
                        .orElseThrow(() ->
                                new QueueException(
                                        "job " + id + " does not exist; was it purged?"));
        return switch (job.state()) {
            case READY -> ready(job);
            case SCHEDULED ->
                    "not due until "
                            + job.due()
                            + ", in "
                            + Quantities.duration(Duration.between(Instant.now(), job.due()));
            case BLOCKED -> "waits for other jobs to be done";
            case RUNNING -> "runs on " + job.worker().orElse("a worker");
            case DONE -> "done";
            default -> job.state().word() + job.error().map(error -> ": " + error).orElse("");
        };
    }

    private String ready(JobStatus job) {
        Instant paused = queue.paused().get(job.queue());
        if (paused != null) {
            return "the queue %s is paused until %s".formatted(job.queue(), paused);
        }
        if (queue.workers().stream().noneMatch(each -> each.queues().contains(job.queue()))) {
            return "no worker serves the queue " + job.queue();
        }
        boolean served =
                queue.workers().stream()
                        .anyMatch(each ->
                                each.queues().contains(job.queue())
                                        && each.jobs().contains(job.name()));
        return served
                ? "waits for a worker that has time"
                : "no worker of the queue %s runs %s".formatted(job.queue(), job.name());
    }
}
