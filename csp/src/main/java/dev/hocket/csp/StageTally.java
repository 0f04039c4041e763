package dev.hocket.csp;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/** Counts what a stage does. Safe for use by several threads. */
final class StageTally {
    private final Stage<Object, Object> stage;
    private final StageLink in;
    private final LongAdder done = new LongAdder();
    private final LongAdder out = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder busyNanos = new LongAdder();

    StageTally(Stage<Object, Object> stage, StageLink in) {
        this.stage = stage;
        this.in = in;
    }

    void done() {
        done.increment();
    }

    void out() {
        out.increment();
    }

    void failed() {
        failed.increment();
    }

    void busy(long nanos) {
        busyNanos.add(nanos);
    }

    PipelineReport.OfStage report() {
        long ended = done.sum();
        long broken = failed.sum();
        long taken = in.taken();
        return new PipelineReport.OfStage(
                stage.name(),
                stage.width(),
                taken,
                out.sum(),
                broken,
                Math.max(0, taken - ended - broken),
                in.waiting(),
                Duration.ofNanos(busyNanos.sum()));
    }
}
