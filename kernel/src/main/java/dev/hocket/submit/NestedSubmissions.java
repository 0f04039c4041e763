package dev.hocket.submit;

import dev.hocket.run.SubmittedInput;
import dev.hocket.spi.Ticker;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Inputs that tasks of an engine submitted to it, and may wait for. A lane runs them as any other;
 * where none is free and the task waits, a {@linkplain StandIns stand-in} does.
 */
final class NestedSubmissions {
    private final ReentrantLock lock = new ReentrantLock();
    private final CommandQueue commands = new CommandQueue();
    private final StandIns standIns;

    NestedSubmissions(String engine, Ticker ticker) {
        this.standIns = new StandIns(new Inputs(), engine, lock, commands, ticker);
    }

    /**
     * A task submitted an input.
     *
     * @param help runs it, unless a lane has begun it
     */
    void add(SubmittedInput<?, ?> one, Runnable help) {
        CommandQueue.Nested command;
        lock.lock();
        try {
            command = commands.add(help, StandIns.submitter());
            standIns.handedIn();
        } finally {
            lock.unlock();
        }
        one.afterwards(() -> forget(command));
    }

    private void forget(CommandQueue.Nested command) {
        lock.lock();
        try {
            commands.forget(command);
        } finally {
            lock.unlock();
        }
    }

    private static final class Inputs implements StandIns.Owner {
        @Override
        public void begins() {}

        @Override
        public void perform(Runnable help) {
            try {
                help.run();
            } finally {
                boolean _ = Thread.interrupted();
            }
        }

        @Override
        public void neverBegan() {}

        @Override
        public @Nullable Thread waiting() {
            return null;
        }
    }
}
