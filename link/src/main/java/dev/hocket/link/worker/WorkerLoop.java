package dev.hocket.link.worker;

import dev.hocket.Task;
import dev.hocket.link.MessageReader;
import dev.hocket.link.codec.ValueCodec;
import dev.hocket.link.codec.WorkerException;
import dev.hocket.spi.LaneTask;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The main loop of a worker: keeps the tasks that it received, and runs batches. */
public final class WorkerLoop {
    /** So many tasks are kept, the last sent; the parent counts them in the same way. */
    public static final int KEPT_TASKS = 16;

    /** A task as it came, or why it could not be made. */
    private record Held(
            @Nullable Task<Object, @Nullable Object> task,
            ClassLoader loader,
            @Nullable Throwable failure) {
        @Nullable Object run(@Nullable Object input) throws Throwable {
            if (task == null) {
                throw failure == null ? new IllegalStateException("no task") : failure;
            }
            if (input == null) {
                throw new NullPointerException("an input must not be null");
            }
            return task.run(input);
        }

        boolean isStateful() {
            return task instanceof LaneTask.Bound<?, ?>;
        }

        /** Closes what it has opened. */
        void close() {
            if (task instanceof LaneTask.Bound<?, ?> stateful) {
                stateful.close();
            }
        }
    }

    private final ValueCodec values;
    private final AttemptSlate slate;
    private final WorkerReports reports;
    private final AttemptInterrupter sign = new AttemptInterrupter(Thread.currentThread());
    private final Map<Long, Held> tasks = new LinkedHashMap<>();
    private final List<Thread> closing = new ArrayList<>();
    private boolean outOfMemory;

    public WorkerLoop(ValueCodec values, AttemptSlate slate, WorkerReports reports) {
        this.values = values;
        this.slate = slate;
        this.reports = reports;
    }

    public AttemptInterrupter sign() {
        return sign;
    }

    /** Does what the parent says, until it says no more. */
    public void serve(MessageReader in) throws IOException {
        try {
            while (in.next()) {
                byte kind = in.get();
                switch (kind) {
                    case WorkerProtocol.TASK -> learn(in);
                    case WorkerProtocol.BATCH -> batch(in);
                    case WorkerProtocol.FORGET -> close(tasks.remove(in.getLong()));
                    default ->
                            throw new IOException("the link is damaged: a message of kind " + kind);
                }
            }
        } finally {
            reports.over();
            tasks.values().forEach(this::close);
            awaitClosed();
        }
    }

    /** Closes what a task has opened, aside: that may take long, or for ever. */
    private void close(@Nullable Held forgotten) {
        if (forgotten == null || !forgotten.isStateful()) {
            return;
        }
        try {
            closing.removeIf(thread -> !thread.isAlive());
            closing.add(
                    Thread.ofPlatform().daemon().name("hocket-closing").start(forgotten::close));
        } catch (OutOfMemoryError noThread) {
            forgotten.close();
        }
    }

    /** The parent kills a worker that takes too long. */
    private void awaitClosed() {
        try {
            for (Thread thread : closing) {
                thread.join();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void learn(MessageReader in) throws IOException {
        long number = in.getLong();
        List<URL> path = new ArrayList<>();
        for (int left = in.getInt(); left > 0; left--) {
            path.add(URI.create((String) values.read(in).value()).toURL());
        }
        ValueCodec.Ready ready = values.read(in);
        ClassLoader own = WorkerLoop.class.getClassLoader();
        ClassLoader loader =
                path.isEmpty() ? own : new URLClassLoader("task", path.toArray(URL[]::new), own);
        tasks.put(number, held(ready, loader));
        if (tasks.size() > KEPT_TASKS) {
            close(tasks.remove(tasks.keySet().iterator().next()));
        }
    }

    @SuppressWarnings("unchecked") // its inputs were made for it
    private Held held(ValueCodec.Ready ready, ClassLoader loader) {
        try {
            Thread.currentThread().setContextClassLoader(loader);
            var task = (Task<Object, @Nullable Object>) values.value(ready, loader);
            return new Held(
                    task instanceof LaneTask<?, Object, @Nullable Object> own ? own.bind() : task,
                    loader,
                    null);
        } catch (Throwable failed) {
            return new Held(null, loader, failed);
        }
    }

    private void batch(MessageReader in) throws IOException {
        long number = in.getLong();
        long first = in.getLong();
        boolean timed = in.get() == 1;
        List<ValueCodec.Ready> inputs = new ArrayList<>();
        while (in.get() == WorkerProtocol.ITEM) {
            inputs.add(values.read(in));
        }
        Held held = tasks.get(number);
        if (held == null) {
            throw new IOException("the link is damaged: a batch of a task that was not sent");
        }
        Thread.currentThread().setContextClassLoader(held.loader());
        reports.begin(inputs.size());
        long began = System.nanoTime();
        long attempt = first;
        for (ValueCodec.Ready input : inputs) {
            if (sign.holds(attempt, attempt == first)) {
                reports.skipped(attempt);
                break;
            }
            run(held, attempt, input, timed);
            attempt++;
        }
        reports.end(attempt, System.nanoTime() - began, outOfMemory);
    }

    private void run(Held held, long attempt, ValueCodec.Ready ready, boolean timed)
            throws IOException {
        ValueCodec.Ready output = null;
        Throwable failure = null;
        slate.begun(attempt);
        long began = timed ? System.nanoTime() : 0;
        sign.enter(attempt);
        try {
            Object input = values.value(ready, held.loader());
            Object made = held.run(input);
            output = values.output(made);
            if (made instanceof AutoCloseable copied) { // its copy has what it takes
                copied.close();
            }
        } catch (Throwable thrown) {
            failure = thrown;
            outOfMemory |= thrown instanceof OutOfMemoryError;
        }
        sign.leave();
        long nanos = timed ? System.nanoTime() - began : 0;
        if (output != null) {
            reports.done(attempt, output, nanos);
        } else if (failure != null) {
            reports.threw(
                    attempt,
                    WorkerException.text(failure),
                    values.thrown(failure, held.loader()),
                    nanos);
        }
        slate.ended(attempt);
    }
}
