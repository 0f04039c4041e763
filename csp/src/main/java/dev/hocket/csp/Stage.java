package dev.hocket.csp;

import com.softwaremill.jox.Channel;
import com.softwaremill.jox.Sink;
import com.softwaremill.jox.Source;
import dev.hocket.Task;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One step of a {@link Pipeline}: a named task, and the number of processes that run it side by
 * side. They all receive from the channel before the stage and send to the channel after it.
 * Immutable.
 *
 * <p>Channels cannot carry {@code null}: a {@code null} output fails the stage. {@link #expand} can
 * return no output for an input.
 *
 * @param <I> the type of its inputs
 * @param <O> the type of its outputs
 */
public final class Stage<I, O> {
    private static final int MOST_PROCESSES = 1_000_000;

    /** What a stage's processes do. */
    sealed interface Work<I, O> {}

    record Each<I, O>(Task<I, ? extends Iterable<? extends O>> task) implements Work<I, O> {}

    record Free<I, O>(Body<I, O> body) implements Work<I, O> {}

    /**
     * The code of a free process, which receives and sends in any order, to group, sort or window
     * values.
     */
    @FunctionalInterface
    public interface Body<I, O> {
        /**
         * Runs the process to its end: it returns when {@code in} has come to its end or it needs
         * no more of it, and need not close {@code out}. A {@code ChannelClosedException} that it
         * lets through ends it quietly. Both channels can be used in a {@code Select}.
         *
         * @throws Exception any failure; names the input received last
         */
        void run(Source<I> in, Sink<O> out) throws Exception;
    }

    private final String name;
    private final Work<I, O> work;
    private final int width;
    private final int capacity;
    private final boolean ordered;
    private final @Nullable BiConsumer<? super I, ? super Exception> onFailure;

    private Stage(
            String name,
            Work<I, O> work,
            int width,
            int capacity,
            boolean ordered,
            @Nullable BiConsumer<? super I, ? super Exception> onFailure) {
        this.name = Objects.requireNonNull(name);
        this.work = work;
        this.width = width;
        this.capacity = capacity;
        this.ordered = ordered;
        this.onFailure = onFailure;
    }

    private static <I, O> Stage<I, O> made(String name, Work<I, O> work) {
        return new Stage<>(name, work, 1, Channel.DEFAULT_BUFFER_SIZE, false, null);
    }

    /** Creates a stage that returns one output for each input. */
    public static <I, O> Stage<I, O> of(String name, Task<I, O> task) {
        return made(
                name,
                new Each<>(input -> {
                    O output = task.run(input);
                    if (output == null) {
                        throw new NullPointerException(
                                "the task returned null, which channels cannot carry; use expand()"
                                        + " to return nothing for an input");
                    }
                    return List.of(output);
                }));
    }

    /**
     * Creates a stage that returns any number of outputs for each input, including none. They are
     * iterated one by one, as fast as the next stage takes them; if the stage keeps the order and
     * has more than one process, all at once.
     */
    public static <I, O> Stage<I, O> expand(
            String name, Task<I, ? extends Iterable<? extends O>> task) {
        return made(name, new Each<>(task));
    }

    /** Creates a stage that is a process with an input channel and an output channel. */
    public static <I, O> Stage<I, O> process(String name, Body<I, O> body) {
        return made(name, new Free<>(body));
    }

    /**
     * This stage with a number of processes; the default is 1. Outputs are sent as they complete.
     */
    public Stage<I, O> width(int processes) {
        if (processes < 1 || processes > MOST_PROCESSES) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "stage '%s': the width %d is not from 1 to %d",
                            name,
                            processes,
                            MOST_PROCESSES));
        }
        return new Stage<>(name, work, processes, capacity, ordered, onFailure);
    }

    /**
     * This stage with the capacity of the channel before it; the default is 16. With 0, sender and
     * receiver wait for each other.
     */
    public Stage<I, O> capacity(int inputs) {
        if (inputs < 0) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "stage '%s': the capacity %d must be 0 or more",
                            name,
                            inputs));
        }
        return new Stage<>(name, work, width, inputs, ordered, onFailure);
    }

    /**
     * This stage with its outputs in the order of its inputs. The inputs up to four times its width
     * after the slowest one may be processed meanwhile.
     *
     * @throws IllegalArgumentException if the stage is a free process, which has its own order
     */
    public Stage<I, O> inOrder() {
        if (work instanceof Free) {
            throw new IllegalArgumentException(
                    ("stage '%s' is a process, whose outputs arrive as it sends them; with width 1"
                                    + " it can keep the order itself")
                            .formatted(name));
        }
        return new Stage<>(name, work, width, capacity, true, onFailure);
    }

    /**
     * This stage with a handler for inputs whose task throws an exception: the pipeline continues
     * without their outputs. Without a handler, the first failure ends the pipeline; an {@link
     * Error} always does.
     *
     * @param handler called by the stage's processes; if it throws, that ends the pipeline
     * @throws IllegalArgumentException if the stage is a free process, which handles its own
     */
    public Stage<I, O> onFailure(BiConsumer<? super I, ? super Exception> handler) {
        if (work instanceof Free) {
            throw new IllegalArgumentException(
                    "stage '%s' is a process and cannot continue after an exception; catch it within the process"
                            .formatted(name));
        }
        return new Stage<>(name, work, width, capacity, ordered, handler);
    }

    /** The stage's name. */
    public String name() {
        return name;
    }

    /** How many processes it has. */
    public int width() {
        return width;
    }

    int capacity() {
        return capacity;
    }

    /** Whether something must be done for the order; a single process keeps it anyway. */
    boolean sequenced() {
        return ordered && width > 1;
    }

    Work<I, O> work() {
        return work;
    }

    @Nullable BiConsumer<? super I, ? super Exception> handler() {
        return onFailure;
    }

    @Override
    public String toString() {
        return name + ":" + width;
    }
}
