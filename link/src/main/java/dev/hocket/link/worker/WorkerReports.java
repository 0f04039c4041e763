package dev.hocket.link.worker;

import dev.hocket.link.MessageWriter;
import dev.hocket.link.codec.ValueCodec;
import java.io.IOException;
import java.util.concurrent.locks.LockSupport;

/**
 * The messages of a worker to its parent. Results of attempts are collected until their batch has
 * ended; if that takes long, a separate thread sends those that are complete.
 */
public final class WorkerReports {
    private static final long PULSE_NANOS = 5_000_000;
    private final MessageWriter out;
    private final ValueCodec values;
    private boolean open;
    private volatile boolean busy;
    private volatile boolean over;
    private final Thread pulse;

    public WorkerReports(MessageWriter out, ValueCodec values) {
        this.out = out;
        this.values = values;
        this.pulse = Thread.ofPlatform().daemon().name("hocket-pulse").unstarted(this::pulse);
    }

    public synchronized void ready() throws IOException {
        out.put(WorkerProtocol.READY).putInt(WorkerProtocol.VERSION);
        out.end();
        out.flush();
    }

    /** A batch of so many begins. */
    void begin(int count) {
        if (count > 1) {
            busy = true;
            if (pulse.getState() == Thread.State.NEW) {
                pulse.start();
            }
            LockSupport.unpark(pulse);
        }
    }

    /** Nothing more is told. */
    void over() {
        over = true;
        LockSupport.unpark(pulse);
    }

    private void pulse() {
        while (!over) {
            if (busy) {
                LockSupport.parkNanos(this, PULSE_NANOS);
                flushQuietly();
            } else {
                LockSupport.park(this);
            }
        }
    }

    private synchronized void flushQuietly() {
        try {
            pause();
            out.flush();
        } catch (IOException _) {
            // The thread that runs attempts will meet it as well.
        }
    }

    /** Ends the message of results that is open. */
    private void pause() throws IOException {
        if (open) {
            out.put(WorkerProtocol.PAUSE, 0);
            out.end();
            open = false;
        }
    }

    private MessageWriter results(long attempt) throws IOException {
        if (!open) {
            out.put(WorkerProtocol.RESULTS).putLong(attempt);
            open = true;
        }
        return out;
    }

    synchronized void done(long attempt, ValueCodec.Ready output, long nanos) throws IOException {
        values.write(results(attempt).put(WorkerProtocol.DONE, nanos), output);
    }

    /** What stands for no value. */
    ValueCodec.Ready nothing() {
        return new ValueCodec.Ready(null, null);
    }

    /** How values are written. */
    ValueCodec values() {
        return values;
    }

    /** Tells what an attempt threw; both forms are made before, as making them may fail. */
    synchronized void threw(long attempt, String text, ValueCodec.Ready thrown, long nanos)
            throws IOException {
        results(attempt).put(WorkerProtocol.THREW, nanos);
        values.write(out, new ValueCodec.Ready(text, null));
        values.write(out, thrown);
    }

    synchronized void skipped(long attempt) throws IOException {
        results(attempt).put(WorkerProtocol.SKIPPED, 0);
    }

    synchronized void end(long attempt, long nanos, boolean last) throws IOException {
        busy = false;
        results(attempt).put(last ? WorkerProtocol.END_OF_WORKER : WorkerProtocol.END, nanos);
        out.end();
        open = false;
        out.flush();
    }

    synchronized void log(WorkerLogRecord record) throws IOException {
        pause();
        record.write(out.put(WorkerProtocol.LOG), values);
        out.end();
        out.flush();
    }
}
