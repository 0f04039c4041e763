package dev.hocket.spi;

import dev.hocket.AsyncTask;
import dev.hocket.StatefulTask;
import dev.hocket.Task;
import dev.hocket.text.ErrorText;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A task whose lanes have a state: {@link #bind} gives each its own. For those who write an engine
 * whose attempts run elsewhere; engines within this process need not know it.
 */
public final class LaneTask<S extends @Nullable Object, I, O extends @Nullable Object>
        implements Task<I, O>, TaskWrapper {
    private static final long serialVersionUID = 1;
    private final StatefulTask.Opening<S> opening;
    private final StatefulTask<S, I, O> task;

    /** For {@link dev.hocket.Job#withState}. */
    public LaneTask(StatefulTask.Opening<S> opening, StatefulTask<S, I, O> task) {
        this.opening = opening;
        this.task = task;
    }

    @Override
    public Object code() {
        return task;
    }

    /** An attempt with a state of its own, where there is no lane to keep one. */
    @Override
    public O run(I input) throws Exception {
        try (Bound<I, O> once = bind()) {
            return once.run(input);
        }
    }

    /** The task of one lane; its state is opened by the first attempt. */
    public Bound<I, O> bind() {
        State<S> state = new State<>(opening);
        return new Bound<>(state, input -> task.run(state.get(), input));
    }

    /** The same for a task in its non-blocking form. */
    public static final class Async<S extends @Nullable Object, I, O extends @Nullable Object>
            implements AsyncTask<I, O> {
        private final StatefulTask.Opening<S> opening;
        private final StatefulTask<S, I, CompletionStage<O>> task;

        /** For {@link dev.hocket.Job#asyncWithState}. */
        public Async(StatefulTask.Opening<S> opening, StatefulTask<S, I, CompletionStage<O>> task) {
            this.opening = opening;
            this.task = task;
        }

        /** An attempt with a state of its own, where there is no lane to keep one. */
        @Override
        public CompletionStage<O> run(I input) throws Exception {
            BoundAsync<I, O> once = bind();
            try {
                return once.run(input).whenComplete((_, _) -> once.close());
            } catch (Throwable failure) {
                once.close();
                throw failure;
            }
        }

        /** The task of one lane; its state is opened by the first attempt. */
        public BoundAsync<I, O> bind() {
            State<S> state = new State<>(opening);
            return new BoundAsync<>(state, input -> task.run(state.get(), input));
        }
    }

    /** The task of one lane. Closing it closes the state, once, if it was opened. */
    public static final class Bound<I, O extends @Nullable Object>
            implements Task<I, O>, AutoCloseable {
        private static final long serialVersionUID = 1;
        private final transient State<?> state;
        private final Task<I, O> task;

        private Bound(State<?> state, Task<I, O> task) {
            this.state = state;
            this.task = task;
        }

        @Override
        public O run(I input) throws Exception {
            return task.run(input);
        }

        @Override
        public void close() {
            state.close();
        }
    }

    /** The task of one lane in its non-blocking form. */
    public static final class BoundAsync<I, O extends @Nullable Object>
            implements AsyncTask<I, O>, AutoCloseable {
        private final State<?> state;
        private final AsyncTask<I, O> task;

        private BoundAsync(State<?> state, AsyncTask<I, O> task) {
            this.state = state;
            this.task = task;
        }

        @Override
        public CompletionStage<O> run(I input) throws Exception {
            return task.run(input);
        }

        @Override
        public void close() {
            state.close();
        }
    }

    /** What a lane keeps. Opened by one thread at a time; closed by any, also meanwhile. */
    private static final class State<S extends @Nullable Object> {
        private static final System.Logger LOG = System.getLogger("dev.hocket");
        private final StatefulTask.Opening<S> opening;
        private volatile @Nullable Opened<S> opened;
        private boolean closed;

        private record Opened<S extends @Nullable Object>(S value) {}

        State(StatefulTask.Opening<S> opening) {
            this.opening = opening;
        }

        S get() throws Exception {
            Opened<S> known = opened;
            if (known != null) {
                return known.value();
            }
            Opened<S> made = new Opened<>(opening.open());
            synchronized (this) {
                if (!closed) {
                    opened = made;
                    return made.value();
                }
            }
            close(made); // the lane was given up while it opened this
            throw new CancellationException("the run ended while the lane's state was opened");
        }

        void close() {
            Opened<S> last;
            synchronized (this) {
                if (closed) {
                    return;
                }
                closed = true;
                last = opened;
            }
            close(last);
        }

        private static void close(@Nullable Opened<?> last) {
            if (last != null && last.value() instanceof AutoCloseable resource) {
                try {
                    resource.close();
                } catch (Throwable failed) { // of the user's own
                    LOG.log(
                            System.Logger.Level.WARNING,
                            "the state of a lane could not be closed: " + ErrorText.shown(resource),
                            failed);
                }
            }
        }
    }
}
