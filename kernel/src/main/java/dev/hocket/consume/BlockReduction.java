package dev.hocket.consume;

import dev.hocket.Cause;
import dev.hocket.Done;
import dev.hocket.Engine;
import dev.hocket.Failed;
import dev.hocket.FailedInputException;
import dev.hocket.Halt;
import dev.hocket.Inputs;
import dev.hocket.Job;
import dev.hocket.Outcome;
import dev.hocket.Reducing;
import dev.hocket.RunOptions;
import dev.hocket.Stats;
import dev.hocket.Task;
import dev.hocket.source.ClaimedInputs;
import dev.hocket.source.InputSource;
import dev.hocket.source.KnownSizes;
import dev.hocket.source.SourceInputs;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Reductions, as runs over blocks of inputs.
 *
 * <p>Inputs are folded from the left in leaves of {@value #LEAF}, and leaves are combined along the
 * binary tree of a binary counter: two neighbours of the same height form one of the next height,
 * and the remaining ones are combined from the right at the end. A block consists of a power of two
 * of leaves and starts at a multiple of its size, so it is a subtree of that tree, whatever its
 * size: the result depends only on the inputs (pairwise summation as in Higham, <i>The Accuracy of
 * Floating Point Summation</i>, 1993, with leaves). Blocks only limit how much a lane does at once.
 */
public final class BlockReduction {
    static final int LEAF = 16;
    private static final int MOST_LEAVES = 1 << 10;
    private static final int ENOUGH_BLOCKS = 1 << 10;

    private BlockReduction() {}

    /** The subtrees combined so far, by height, as in a binary counter; the highest first. */
    private static final class Counter<A> {
        private final BinaryOperator<A> combine;
        private final List<A> values = new ArrayList<>();
        private final List<Integer> heights = new ArrayList<>();

        Counter(BinaryOperator<A> combine) {
            this.combine = combine;
        }

        void add(A value, int height) {
            A sum = value;
            int high = height;
            while (!heights.isEmpty() && heights.getLast() == high) {
                heights.removeLast();
                sum = combine.apply(values.removeLast(), sum);
                high++;
            }
            values.add(sum);
            heights.add(high);
        }

        A result(A identity) {
            if (values.isEmpty()) {
                return identity;
            }
            A sum = values.removeLast();
            while (!values.isEmpty()) {
                sum = combine.apply(values.removeLast(), sum);
            }
            return sum;
        }
    }

    /** Inputs that one lane folds, from a position that is a multiple of the block's size. */
    private record Block<I>(ClaimedInputs<I> inputs, long knownBytes)
            implements Serializable, KnownSizes.Sized {
        I at(long index) {
            return inputs.input((int) (index - inputs.index(0)));
        }

        /** To another process go the inputs themselves. */
        private Object writeReplace() {
            @Nullable Object[] all = new @Nullable Object[inputs.size()];
            for (int i = 0; i < all.length; i++) {
                all[i] = inputs.input(i);
            }
            return new SentBlock(all, all.length == 0 ? 0 : inputs.index(0));
        }
    }

    /** A block on its way to another process. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record SentBlock(@Nullable Object[] inputs, long first) implements Serializable {
        private Object readResolve() {
            return new Block<>(new ClaimedInputs.Pulled<>(inputs, first, inputs.length), 0);
        }
    }

    public static <I, A> A reduce(
            Engine engine,
            Inputs<I> inputs,
            A identity,
            Reducing.Part<? super I, ? extends A> function,
            Reducing.Combiner<A> combine) {
        Inputs<Block<I>> blocks = cut(inputs);
        Task<Block<I>, A> fold = block -> fold(block.inputs(), identity, function, combine);
        Counter<A> total = new Counter<>(combine);
        // Blocks are full but for the last one, so their heights tell nothing: all are equal, and
        // the last, where it is short, is the rightmost whatever its height.
        forEach(engine, Job.of("reduce", fold), blocks, Block::at, value -> total.add(value, 0));
        return total.result(identity);
    }

    private static <I, A> A fold(
            ClaimedInputs<I> inputs,
            A identity,
            Reducing.Part<? super I, ? extends A> function,
            Reducing.Combiner<A> combine) {
        Counter<A> leaves = new Counter<>(combine);
        int size = inputs.size();
        for (int start = 0; start < size; start += LEAF) {
            A sum = identity;
            int end = Math.min(size, start + LEAF);
            for (int i = start; i < end; i++) {
                try {
                    sum = combine.apply(sum, function.apply(inputs.input(i)));
                } catch (Throwable failure) {
                    throw new LeafFailure(inputs.index(i), failure);
                }
            }
            leaves.add(sum, 0);
        }
        return leaves.result(identity);
    }

    public static double toDouble(
            Engine engine,
            long from,
            long to,
            double identity,
            Reducing.DoublePart function,
            Reducing.DoubleCombiner combine) {
        int leaves = leavesPerBlock(InputSource.rangeSize(from, to));
        Job<Long, Double> job =
                Job.of(
                        "reduce",
                        block -> doubleBlock(from, to, leaves, block, identity, function, combine));
        Counter<Double> total = new Counter<>(combine::applyAsDouble);
        forEach(
                engine,
                job,
                blocks(from, to, leaves),
                (_, index) -> from + index,
                value -> total.add(value, 0));
        return total.result(identity);
    }

    public static long toLong(
            Engine engine,
            long from,
            long to,
            long identity,
            Reducing.LongPart function,
            Reducing.LongCombiner combine) {
        int leaves = leavesPerBlock(InputSource.rangeSize(from, to));
        Job<Long, Long> job =
                Job.of(
                        "reduce",
                        block -> longBlock(from, to, leaves, block, identity, function, combine));
        Counter<Long> total = new Counter<>(combine::applyAsLong);
        forEach(
                engine,
                job,
                blocks(from, to, leaves),
                (_, index) -> from + index,
                value -> total.add(value, 0));
        return total.result(identity);
    }

    private static Inputs<Long> blocks(long from, long to, int leaves) {
        long size = (long) leaves * LEAF;
        return Inputs.range(0, Math.ceilDiv(to - from, size));
    }

    /** A power of two: large where there are many inputs, so that a block is worth its cost. */
    static int leavesPerBlock(long inputs) {
        long most = Math.max(1, inputs / LEAF / ENOUGH_BLOCKS);
        return (int) Math.min(MOST_LEAVES, Long.highestOneBit(most));
    }

    private static double doubleBlock(
            long from,
            long to,
            int leaves,
            long block,
            double identity,
            Reducing.DoublePart function,
            Reducing.DoubleCombiner combine) {
        long start = from + block * leaves * LEAF;
        long end = start + Math.min(to - start, (long) leaves * LEAF);
        double[] stack = new double[Integer.numberOfTrailingZeros(leaves) + 2];
        int height = 0;
        int count = 0;
        long leafEnd;
        for (long i = start; i < end; i = leafEnd) {
            double sum = identity;
            leafEnd = i + Math.min(end - i, LEAF);
            long at = i;
            try {
                for (; at < leafEnd; at++) {
                    sum = combine.applyAsDouble(sum, function.applyAsDouble(at));
                }
            } catch (Throwable failure) {
                throw new LeafFailure(at - from, failure);
            }
            count++;
            for (int merged = count; (merged & 1) == 0; merged >>= 1) {
                sum = combine.applyAsDouble(stack[--height], sum);
            }
            stack[height++] = sum;
        }
        double result = stack[--height];
        while (height > 0) {
            result = combine.applyAsDouble(stack[--height], result);
        }
        return result;
    }

    private static long longBlock(
            long from,
            long to,
            int leaves,
            long block,
            long identity,
            Reducing.LongPart function,
            Reducing.LongCombiner combine) {
        long start = from + block * leaves * LEAF;
        long end = start + Math.min(to - start, (long) leaves * LEAF);
        long[] stack = new long[Integer.numberOfTrailingZeros(leaves) + 2];
        int height = 0;
        int count = 0;
        long leafEnd;
        for (long i = start; i < end; i = leafEnd) {
            long sum = identity;
            leafEnd = i + Math.min(end - i, LEAF);
            long at = i;
            try {
                for (; at < leafEnd; at++) {
                    sum = combine.applyAsLong(sum, function.applyAsLong(at));
                }
            } catch (Throwable failure) {
                throw new LeafFailure(at - from, failure);
            }
            count++;
            for (int merged = count; (merged & 1) == 0; merged >>= 1) {
                sum = combine.applyAsLong(stack[--height], sum);
            }
            stack[height++] = sum;
        }
        long result = stack[--height];
        while (height > 0) {
            result = combine.applyAsLong(stack[--height], result);
        }
        return result;
    }

    private interface Sink<A> {
        void add(A value);
    }

    /** Finds an input by its index, within its block. */
    private interface Origin<B> {
        Object input(B block, long index);
    }

    private static <B, A> void forEach(
            Engine engine, Job<B, A> job, Inputs<B> blocks, Origin<B> origin, Sink<A> into) {
        Job<B, A> strict = job.halt(Halt.atFailures(Halt.Mode.NOW, 1));
        try (LiveRun<B, A> run = LiveRun.start(engine, strict, blocks, RunOptions.defaults())) {
            for (Iterator<Outcome<B, A>> each = run.inOrder().iterator(); each.hasNext(); ) {
                switch (each.next()) {
                    case Done<B, A>(_, A value, _) -> into.add(value);
                    case Failed<B, A>(B block, Cause cause, Stats stats) ->
                            fail(block, cause, stats, origin);
                }
            }
        }
    }

    private static <B> void fail(B block, Cause cause, Stats stats, Origin<B> origin) {
        if (cause instanceof Cause.Threw(Throwable error)) {
            if (error instanceof LeafFailure leaf) {
                Object input = origin.input(block, leaf.index);
                throw new FailedInputException(
                        "reduce", leaf.index, input, new Cause.Threw(leaf.failure));
            }
            throw new FailedInputException("reduce", stats.index(), "block", cause);
        }
        // Cancelled: a failure comes before or after it and is thrown, here or at the end.
    }

    /** A failure within a block, with the input's place. */
    private static final class LeafFailure extends RuntimeException {
        private static final long serialVersionUID = 2;
        private final long index;
        private final Throwable failure;

        LeafFailure(long index, Throwable failure) {
            super(null, failure); // whose text may throw
            this.index = index;
            this.failure = failure;
        }
    }

    /** Cuts inputs into blocks: by position where they stay in place, else by reading ahead. */
    private static <I> Inputs<Block<I>> cut(Inputs<I> inputs) {
        return SourceInputs.many(() -> {
            InputSource<I> source = SourceInputs.open(inputs);
            int size = LEAF * (source.size() < 0 ? 1 : leavesPerBlock(source.size()));
            return new Cut<>(source, size);
        });
    }

    /** A source of blocks of a size. */
    private static final class Cut<I> extends InputSource<Block<I>> {
        private final InputSource<I> source;
        private final int size;
        private long read;

        Cut(InputSource<I> source, int size) {
            this.source = source;
            this.size = size;
        }

        @Override
        public int pull(@Nullable Object[] into, int most) throws Exception {
            int n = 0;
            long bytes = 0;
            while (n < most && bytes < MOST_BYTES) {
                Block<I> next = source.indexed() ? inPlace() : pulled();
                if (next.inputs().size() == 0) {
                    break;
                }
                read += next.inputs().size();
                into[n++] = next;
                bytes += next.knownBytes();
            }
            return n;
        }

        private Block<I> inPlace() {
            int count = (int) Math.min(size, source.size() - read);
            return new Block<>(new ClaimedInputs.InPlace<>(source, read, count), 0);
        }

        private Block<I> pulled() throws Exception {
            @Nullable Object[] block = new @Nullable Object[size];
            int n = 0;
            while (n < size) {
                @Nullable Object[] part = new @Nullable Object[size - n];
                int got = source.pull(part, size - n);
                if (got == 0) {
                    break;
                }
                System.arraycopy(part, 0, block, n, got);
                n += got;
            }
            return new Block<>(
                    new ClaimedInputs.Pulled<>(block, read, n), KnownSizes.ofAll(block, n));
        }

        @Override
        public void close() throws IOException {
            source.close();
        }
    }
}
