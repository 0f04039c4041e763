package dev.hocket.csp;

import com.softwaremill.jox.ChannelDone;
import com.softwaremill.jox.ChannelError;
import com.softwaremill.jox.Source;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.BaseStream;

/**
 * Stages one after the other, with bounded channels between them.
 *
 * <pre>{@code
 * Pipeline<Path, String> digests =
 *         Pipeline.of(Stage.of("read", Files::readAllBytes).width(2))
 *                 .then(Stage.of("hash", Digests::sha256).width(4).inOrder());
 * try (PipelineRun<String> run = digests.start(files)) {
 *     run.forEach(System.out::println);
 *     System.err.println(run.report());
 * }
 * }</pre>
 *
 * <p>A stage that is slower than the one before it fills the channel between them, and the earlier
 * stage waits; this backpressure reaches up to the source of the inputs. When the inputs end, each
 * stage ends after the one before it. When a task throws, or the run is closed, all stages end at
 * once.
 *
 * <p>A pipeline is immutable and may be started any number of times.
 *
 * @param <I> the type of its inputs
 * @param <O> the type of its outputs
 */
public final class Pipeline<I, O> {
    /** The name under which trouble with the inputs is told. */
    static final String INPUTS = "inputs";

    private sealed interface Part {}

    private record One(Stage<Object, Object> stage) implements Part {}

    private record Branches(List<? extends Pipeline<?, ?>> branches) implements Part {}

    private final List<Part> parts;

    private Pipeline(List<Part> parts) {
        this.parts = List.copyOf(parts);
        requireDistinctNames();
    }

    private Pipeline(Part part) {
        this(List.of(part));
    }

    /** Creates a pipeline of one stage. */
    public static <I, O> Pipeline<I, O> of(Stage<I, O> stage) {
        return new Pipeline<>(one(stage));
    }

    @SuppressWarnings("unchecked") // what then() accepts fits
    private static Part one(Stage<?, ?> stage) {
        return new One((Stage<Object, Object>) stage);
    }

    /**
     * Creates a pipeline of parallel branches: each input goes to all of them, and their outputs
     * are merged into one channel as they complete. The slowest branch holds the others back.
     */
    public static <I, O> Pipeline<I, O> branches(
            List<? extends Pipeline<? super I, ? extends O>> branches) {
        if (branches.isEmpty()) {
            throw new IllegalArgumentException("no branches: there must be at least one");
        }
        return new Pipeline<>(new Branches(List.copyOf(branches)));
    }

    /** This pipeline, then a stage. */
    public <P> Pipeline<I, P> then(Stage<? super O, P> stage) {
        return with(List.of(one(stage)));
    }

    /** This pipeline, then another. */
    public <P> Pipeline<I, P> then(Pipeline<? super O, P> next) {
        return with(next.parts);
    }

    private <P> Pipeline<I, P> with(List<Part> more) {
        List<Part> all = new ArrayList<>(parts);
        all.addAll(more);
        return new Pipeline<>(all);
    }

    private void requireDistinctNames() {
        Set<String> seen = new HashSet<>();
        seen.add(INPUTS);
        for (String name : names()) {
            if (!seen.add(name)) {
                throw new IllegalArgumentException(
                        name.equals(INPUTS)
                                ? "a stage is named 'inputs', which is the name of the source; give"
                                        + " it another name"
                                : ("two stages are named '%s': give them different names, so that"
                                                + " failures and reports can name them")
                                        .formatted(name));
            }
        }
    }

    private List<String> names() {
        List<String> names = new ArrayList<>();
        for (Part part : parts) {
            switch (part) {
                case One(var stage) -> names.add(stage.name());
                case Branches(var branches) -> {
                    for (Pipeline<?, ?> branch : branches) {
                        names.addAll(branch.names());
                    }
                }
            }
        }
        return names;
    }

    /**
     * Starts it over inputs; a process of the pipeline iterates them while the pipeline has room.
     */
    public PipelineRun<O> start(Iterable<? extends I> inputs) {
        return over(inputs::iterator);
    }

    /**
     * Starts it over a stream, which is read while the pipeline has room. The caller closes the
     * stream.
     */
    public PipelineRun<O> start(BaseStream<? extends I, ?> inputs) {
        return over(inputs::iterator);
    }

    private PipelineRun<O> over(Supplier<? extends Iterator<?>> inputs) {
        PipelineWiring wiring = new PipelineWiring();
        StageLink first = wiring.link(capacity());
        wiring.network().process(INPUTS, () -> feed(inputs, wiring, first)).writes(first.channel());
        return started(wiring, first);
    }

    private static void feed(
            Supplier<? extends Iterator<?>> source, PipelineWiring wiring, StageLink first)
            throws InterruptedException {
        Iterator<?> inputs;
        try {
            inputs = source.get();
        } catch (Throwable thrown) {
            throw new FailedStageException(INPUTS, null, thrown);
        }
        feed(inputs, wiring, first);
    }

    private static void feed(Iterator<?> inputs, PipelineWiring wiring, StageLink first)
            throws InterruptedException {
        for (long index = 0; !wiring.network().ending(); index++) {
            Object input;
            try {
                if (!inputs.hasNext()) {
                    return;
                }
                input = inputs.next();
            } catch (Throwable thrown) {
                throw new FailedStageException(INPUTS, null, thrown);
            }
            feed(input, index, wiring, first);
        }
    }

    private static void feed(Object input, long index, PipelineWiring wiring, StageLink first)
            throws InterruptedException {
        if (input == null) {
            throw new FailedStageException(
                    INPUTS,
                    null,
                    new NullPointerException(
                            String.format(
                                    Locale.ROOT,
                                    "input %d is null, which channels cannot carry",
                                    index)));
        }
        wiring.read();
        first.send(new PipelineItem(input, input, index));
    }

    /**
     * Starts it over the values of a channel, up to its end. When the pipeline fails, is closed, or
     * needs no more inputs, the channel is closed with an error, so that its senders do not wait.
     */
    public PipelineRun<O> start(Source<? extends I> inputs) {
        PipelineWiring wiring = new PipelineWiring();
        StageLink first = wiring.link(capacity());
        wiring.network()
                .process(INPUTS, () -> pump(inputs, wiring, first))
                .reads(inputs)
                .writes(first.channel());
        return started(wiring, first);
    }

    private static void pump(Source<?> inputs, PipelineWiring wiring, StageLink first)
            throws InterruptedException {
        for (long index = 0; !wiring.network().ending(); index++) {
            switch (inputs.receiveOrClosed()) {
                case ChannelDone _ -> {
                    return;
                }
                case ChannelError failed ->
                        throw new FailedStageException(INPUTS, null, failed.cause());
                case Object input -> feed(input, index, wiring, first);
            }
        }
    }

    private PipelineRun<O> started(PipelineWiring wiring, StageLink first) {
        StageLink last = wiring.link(PipelineWiring.DEFAULT_CAPACITY);
        connect(wiring, first, last);
        return new PipelineRun<>(wiring, last);
    }

    /** How many inputs may wait before the first part. */
    private int capacity() {
        return capacity(parts.getFirst());
    }

    private static int capacity(Part part) {
        return part instanceof One(var stage) ? stage.capacity() : PipelineWiring.DEFAULT_CAPACITY;
    }

    private void connect(PipelineWiring wiring, StageLink in, StageLink out) {
        StageLink from = in;
        for (int i = 0; i < parts.size(); i++) {
            boolean isLast = i == parts.size() - 1;
            StageLink to = isLast ? out : wiring.link(capacity(parts.get(i + 1)));
            switch (parts.get(i)) {
                case One(var stage) -> wiring.stage(stage, from, to);
                case Branches(var branches) -> branch(branches, wiring, from, to);
            }
            from = to;
        }
    }

    private static void branch(
            List<? extends Pipeline<?, ?>> branches,
            PipelineWiring wiring,
            StageLink from,
            StageLink to) {
        List<StageLink> heads = new ArrayList<>();
        for (Pipeline<?, ?> branch : branches) {
            StageLink head = wiring.link(branch.capacity());
            heads.add(head);
            branch.connect(wiring, head, to);
        }
        wiring.broadcast(from, heads);
    }

    @Override
    public String toString() {
        return String.join(" -> ", names());
    }
}
