package dev.hocket.source;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A reader over the inputs of one run. {@link #pull} is called by one thread at a time; {@link
 * #at}, where the source is indexed, by any.
 */
public abstract class InputSource<I> implements AutoCloseable {
    public static final long UNKNOWN = -1;

    /** Inputs of known sizes are read in pieces of no more than about this many bytes. */
    public static final long MOST_BYTES = 1 << 20;

    /** How many inputs there are, or {@link #UNKNOWN}. */
    public long size() {
        return UNKNOWN;
    }

    /** Whether {@link #at} works; such a source has a known size and need not be pulled. */
    public boolean indexed() {
        return false;
    }

    /** The input at a position. */
    public I at(long index) {
        throw new NoSuchElementException("input " + index);
    }

    /**
     * Reads up to {@code most} inputs, fewer where they are large. May block for the first; does
     * not knowingly block for another.
     *
     * @return how many were read; 0 at the end
     */
    public abstract int pull(@Nullable Object[] into, int most) throws Exception;

    /** Throws what was caught, also where it is neither an exception nor an error. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    public static <X extends Throwable> X unchecked(Throwable caught) throws X {
        throw (X) caught;
    }

    /** Releases what the source holds. */
    @Override
    public void close() throws IOException {}

    public final InputSource<I> closing(Runnable also) {
        InputSource<I> outer = this;
        return new InputSource<>() {
            @Override
            public long size() {
                return outer.size();
            }

            @Override
            public int pull(@Nullable Object[] into, int most) throws Exception {
                return outer.pull(into, most);
            }

            @Override
            public void close() {
                also.run();
            }
        };
    }

    public static <I> InputSource<I> of(Iterator<? extends I> elements, long size) {
        return new FromIterator<>(elements, size, false);
    }

    public static <I> InputSource<I> live(Iterator<? extends I> elements) {
        return new FromIterator<>(elements, UNKNOWN, true);
    }

    public static <I> InputSource<I> indexed(List<? extends I> list) {
        return new FromList<>(list);
    }

    /** How many whole numbers there are from {@code from} up to, not including, {@code to}. */
    public static long rangeSize(long from, long to) {
        if (to < from) {
            throw new IllegalArgumentException(
                    "range from " + from + " to " + to + ": the end comes before the start");
        }
        if (to - from < 0) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "range from %d to %d: more than %d numbers; split it into parts",
                            from,
                            to,
                            Long.MAX_VALUE));
        }
        return to - from;
    }

    public static InputSource<Long> range(long from, long to) {
        return new FromRange(from, to);
    }

    public static <I, T> InputSource<T> mapped(
            InputSource<I> source, BiFunction<? super Long, ? super I, ? extends T> make) {
        return new Mapped<>(source, make);
    }

    /** Another source, each input made into another. */
    private static final class Mapped<I, T> extends InputSource<T> {
        private static final int LEAST_STEP = 8;
        private static final int MOST_STEP = 1 << 16;
        private final InputSource<I> source;
        private final BiFunction<? super Long, ? super I, ? extends T> make;
        private long cursor;
        private @Nullable Throwable failure;

        /** How many are made at once, as their sizes are not known before. */
        private int step = LEAST_STEP;

        Mapped(InputSource<I> source, BiFunction<? super Long, ? super I, ? extends T> make) {
            this.source = source;
            this.make = make;
        }

        @Override
        public long size() {
            return source.size();
        }

        /** What came before something was thrown still counts; it is thrown by the next call. */
        @Override
        @SuppressWarnings("unchecked")
        public int pull(@Nullable Object[] into, int most) throws Exception {
            if (failure != null) {
                throw unchecked(failure);
            }
            int n = source.pull(into, Math.min(most, step));
            long bytes = 0;
            for (int i = 0; i < n; i++) {
                try {
                    into[i] = make.apply(cursor, (I) Objects.requireNonNull(into[i]));
                    cursor++;
                } catch (Throwable thrown) {
                    failure = thrown;
                    if (i == 0) {
                        throw thrown;
                    }
                    return i;
                }
                bytes += KnownSizes.of(into[i]);
            }
            long fitting = bytes == 0 ? MOST_STEP : MOST_BYTES * n / bytes;
            step = Math.clamp(Math.min(fitting, 2L * n), LEAST_STEP, MOST_STEP);
            return n;
        }

        @Override
        public void close() throws IOException {
            source.close();
        }
    }

    private static final class FromList<I> extends InputSource<I> {
        private final List<? extends I> list;
        private final int size;
        private int cursor;

        FromList(List<? extends I> list) {
            this.list = list;
            this.size = list.size();
        }

        @Override
        public long size() {
            return size;
        }

        @Override
        public boolean indexed() {
            return true;
        }

        @Override
        public I at(long index) {
            return list.get((int) index);
        }

        @Override
        public int pull(@Nullable Object[] into, int most) {
            int n = Math.min(most, size - cursor);
            for (int i = 0; i < n; i++) {
                into[i] = list.get(cursor++);
            }
            return n;
        }
    }

    private static final class FromRange extends InputSource<Long> {
        private final long from;
        private final long size;
        private long cursor;

        FromRange(long from, long to) {
            this.from = from;
            this.size = to - from;
        }

        @Override
        public long size() {
            return size;
        }

        @Override
        public boolean indexed() {
            return true;
        }

        @Override
        public Long at(long index) {
            return from + index;
        }

        @Override
        public int pull(@Nullable Object[] into, int most) {
            int n = (int) Math.min(most, size - cursor);
            for (int i = 0; i < n; i++) {
                into[i] = from + cursor++;
            }
            return n;
        }
    }

    /**
     * Reads an iterator. An element that took long to come means that the next may, too: then they
     * are handed over one by one, and twice as many each time they come quickly again, so that no
     * element waits for long behind one that has not come yet. One may wait all the same where a
     * pause follows quick ones, so elements that are live are always handed over one by one.
     */
    private static final class FromIterator<I> extends InputSource<I> {
        private static final long SLOW_NANOS = 20_000;
        private final Iterator<? extends I> elements;
        private final long size;
        private final boolean live;
        private int burst = 1;
        private @Nullable Throwable failure;

        /** A type whose values do not tell their size. */
        private @Nullable Class<?> unsized;

        FromIterator(Iterator<? extends I> elements, long size, boolean live) {
            this.elements = elements;
            this.size = size;
            this.live = live;
        }

        @Override
        public long size() {
            return size;
        }

        @Override
        public int pull(@Nullable Object[] into, int most) throws Exception {
            if (failure != null) {
                throw unchecked(failure);
            }
            int wanted = Math.min(most, burst);
            long before = System.nanoTime();
            int n = 0;
            try {
                long bytes = 0;
                while (n < wanted && bytes < MOST_BYTES && elements.hasNext()) {
                    I next = elements.next();
                    into[n] = next;
                    n++;
                    if (next != null && next.getClass() != unsized) {
                        bytes += bytes(next);
                    }
                }
            } catch (Throwable thrown) { // checked ones as well; what came before it still counts
                failure = thrown;
                if (n == 0) {
                    throw thrown;
                }
            }
            boolean quick = !live && System.nanoTime() - before < SLOW_NANOS + 100L * n;
            burst = quick ? Math.min(burst * 2, 1 << 16) : 1;
            return n;
        }

        private long bytes(Object element) {
            if (!KnownSizes.isKnown(element)) {
                unsized = element.getClass();
                return 0;
            }
            return KnownSizes.of(element);
        }
    }
}
