package dev.hocket.sync;

import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/** One task of a scope: what is run, and the future of it. */
final class ScopeTask<V extends @Nullable Object> extends FutureTask<V> {
    /** Whether the cancellation of its scope passes it by. */
    final boolean shielded;

    /** The name of its thread; given once, before it starts. */
    String name = "";

    ScopeTask(Callable<V> task, boolean shielded) {
        super(task);
        this.shielded = shielded;
    }

    @Override
    public String toString() {
        return name + ", " + state();
    }
}
