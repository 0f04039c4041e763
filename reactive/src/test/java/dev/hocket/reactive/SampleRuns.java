package dev.hocket.reactive;

import dev.hocket.Listener;
import dev.hocket.Report;
import dev.hocket.Run;
import dev.hocket.RunOptions;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Sees the runs that fluxes start and how they end. */
final class SampleRuns implements Listener {
    final AtomicInteger started = new AtomicInteger();
    final BlockingQueue<Report> reports = new LinkedBlockingQueue<>();

    @Override
    public void started(Run<?, ?> run) {
        started.incrementAndGet();
    }

    @Override
    public void ended(Report report) {
        reports.add(report);
    }

    RunOptions<Long, Long> options() {
        return RunOptions.<Long, Long>defaults().withListener(this);
    }
}
