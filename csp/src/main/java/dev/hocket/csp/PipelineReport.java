package dev.hocket.csp;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * The counts and times of a pipeline; exact when it has ended.
 *
 * @param elapsed from the start to the end, or to now
 * @param read inputs taken from the source
 * @param stages its stages, in their order; for branches, one branch after the other
 * @param waiting outputs of the pipeline that were not taken
 * @param delivered outputs of the pipeline that were taken
 */
public record PipelineReport(
        Duration elapsed, long read, List<OfStage> stages, long waiting, long delivered) {

    /**
     * The counts and times of one stage.
     *
     * @param name the stage's name
     * @param width how many processes it had
     * @param in inputs that it took
     * @param out outputs that it sent
     * @param failed inputs whose task threw
     * @param unfinished inputs that it took and has not finished: they are being processed, or the
     *     end of the pipeline interrupted them
     * @param waiting inputs that were sent to it and not taken
     * @param busy time spent in the task by all its processes together; zero for a free process
     */
    public record OfStage(
            String name,
            int width,
            long in,
            long out,
            long failed,
            long unfinished,
            long waiting,
            Duration busy) {}

    /** A small readable table. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        text.append(
                String.format(
                        Locale.ROOT,
                        "%d read, %d delivered, %d not taken in %.2f s%n",
                        read,
                        delivered,
                        waiting,
                        elapsed.toNanos() / 1e9));
        int names = stages.stream().mapToInt(stage -> stage.name.length()).max().orElse(0);
        String row = "  %-" + Math.max(5, names) + "s %6s %9s %9s %7s %10s %8s %6s";
        text.append(
                row.formatted(
                        "stage", "width", "in", "out", "failed", "unfinished", "waiting", "busy"));
        for (OfStage stage : stages) {
            text.append(System.lineSeparator());
            text.append(
                    row.formatted(
                            stage.name,
                            stage.width,
                            stage.in,
                            stage.out,
                            stage.failed,
                            stage.unfinished,
                            stage.waiting,
                            busyShare(stage)));
        }
        return text.toString();
    }

    /** How much of its processes' time was spent in the task: the highest is the bottleneck. */
    private String busyShare(OfStage stage) {
        if (elapsed.isZero() || stage.busy.isZero()) {
            return "-";
        }
        double share = (double) stage.busy.toNanos() / elapsed.toNanos() / stage.width;
        return Math.round(share * 100) + " %";
    }
}
