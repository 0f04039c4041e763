package dev.hocket.http;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Runs a blocking call on a virtual thread, as a future that interrupts the thread when it is
 * cancelled.
 */
public final class InterruptibleFuture {
    private InterruptibleFuture() {}

    /** Runs a call. */
    public static <T extends @Nullable Object> CompletableFuture<T> run(
            String name, Callable<T> call) {
        ThreadFuture<T> future = new ThreadFuture<>();
        future.thread =
                Thread.ofVirtual()
                        .name(name)
                        .start(() -> {
                            try {
                                future.complete(call.call());
                            } catch (Throwable failure) {
                                future.completeExceptionally(failure);
                            }
                        });
        return future;
    }

    private static final class ThreadFuture<T extends @Nullable Object>
            extends CompletableFuture<T> {
        private volatile @Nullable Thread thread;

        @Override
        public boolean cancel(boolean mayInterrupt) {
            Thread runs = thread;
            boolean cancelled = super.cancel(mayInterrupt);
            if (cancelled && runs != null) {
                runs.interrupt();
            }
            return cancelled;
        }
    }
}
