package dev.hocket;

import dev.hocket.source.DelimitedTextSource;
import dev.hocket.source.InputSource;
import dev.hocket.source.SourceInputs;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.BiFunction;
import java.util.stream.BaseStream;

/**
 * The inputs of a run. They are read lazily, by one lane at a time, as far as the run's window
 * allows; ten million lazily created inputs take no more memory than a thousand.
 *
 * <p>Inputs of a collection, an array, a range or a file can be used by many runs; those of an
 * iterator, a stream or an input stream by one run only, and a second start is refused.
 *
 * @param <I> the type of the inputs; never {@code null}
 */
public abstract sealed class Inputs<I> permits SourceInputs {
    /** For subclasses within the kernel. */
    protected Inputs() {}

    /** The inputs given, in their order. */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public static <I> Inputs<I> of(I... inputs) {
        return of(Arrays.asList(inputs));
    }

    /**
     * The elements of an iterable, in its order. A list with random access is read in place by
     * several lanes at once and must not change during the run.
     */
    public static <I> Inputs<I> of(Iterable<? extends I> inputs) {
        Objects.requireNonNull(inputs, "inputs");
        if (inputs instanceof List<? extends I> list && list instanceof RandomAccess) {
            return SourceInputs.many(() -> InputSource.indexed(list));
        }
        if (inputs instanceof Collection<? extends I> collection) {
            return SourceInputs.many(
                    () -> InputSource.of(collection.iterator(), collection.size()));
        }
        return SourceInputs.many(() -> InputSource.of(inputs.iterator(), InputSource.UNKNOWN));
    }

    /** The elements of an iterator, for one run. */
    public static <I> Inputs<I> of(Iterator<? extends I> inputs) {
        Objects.requireNonNull(inputs, "inputs");
        return SourceInputs.once(() -> InputSource.of(inputs, InputSource.UNKNOWN));
    }

    /**
     * Elements that arrive during the run, as from a queue or a socket, for one run. Each starts as
     * soon as it arrives, even if the next one arrives only after the outcome of this one. (All
     * other inputs are read ahead in small batches if they arrive quickly, which costs less for
     * tasks of a few microseconds.) The run ends when the iterator ends.
     */
    public static <I> Inputs<I> live(Iterator<? extends I> inputs) {
        Objects.requireNonNull(inputs, "inputs");
        return SourceInputs.once(() -> InputSource.live(inputs));
    }

    /** The elements of a spliterator, for one run. */
    public static <I> Inputs<I> of(Spliterator<? extends I> inputs) {
        Objects.requireNonNull(inputs, "inputs");
        return SourceInputs.once(
                () -> InputSource.of(Spliterators.iterator(inputs), inputs.getExactSizeIfKnown()));
    }

    /** The elements of a stream, for one run, which closes the stream. */
    public static <I> Inputs<I> of(BaseStream<? extends I, ?> inputs) {
        Objects.requireNonNull(inputs, "inputs");
        return SourceInputs.once(() -> {
            Spliterator<? extends I> elements = inputs.spliterator();
            return InputSource.<I>of(
                            Spliterators.iterator(elements), elements.getExactSizeIfKnown())
                    .closing(inputs::close);
        });
    }

    /** The whole numbers from {@code from} up to, not including, {@code to}. */
    public static Inputs<Long> range(long from, long to) {
        long _ = InputSource.rangeSize(from, to);
        return SourceInputs.many(() -> InputSource.range(from, to));
    }

    /** The lines of a file in UTF-8, without line terminators. */
    public static Inputs<String> lines(Path file) {
        return SourceInputs.many(
                () -> new DelimitedTextSource(Files.newInputStream(file), file.toString(), '\n'));
    }

    /**
     * The texts between the delimiters in a stream in UTF-8, for one run, which closes the stream.
     * A text that is not UTF-8 ends the run with an error that states its number.
     *
     * @param stream the stream
     * @param name the name of the stream in errors, such as {@code standard input}
     * @param delimiter {@code '\n'} for lines, {@code '\0'} for NUL-separated texts
     */
    public static Inputs<String> split(InputStream stream, String name, char delimiter) {
        if (delimiter > 0x7f) {
            throw new IllegalArgumentException(
                    "delimiter '" + delimiter + "': must be an ASCII character");
        }
        return SourceInputs.once(() -> new DelimitedTextSource(stream, name, delimiter));
    }

    /**
     * Converts each input by a function of its position, counted from 0, and the input. The result
     * can be used by as many runs as these inputs.
     *
     * @param make returns the new input; called by any lane, possibly more than once for an input
     */
    public <T> Inputs<T> mapIndexed(BiFunction<? super Long, ? super I, ? extends T> make) {
        Objects.requireNonNull(make, "make");
        return SourceInputs.many(() -> InputSource.mapped(SourceInputs.open(this), make));
    }
}
