package dev.hocket.source;

import org.jspecify.annotations.Nullable;

/** Inputs taken from the source in one piece, with their positions. */
public sealed interface ClaimedInputs<I> {

    int size();

    I input(int i);

    long index(int i);

    /** Inputs that stay where they are. */
    record InPlace<I>(InputSource<I> source, long first, int size) implements ClaimedInputs<I> {
        @Override
        public I input(int i) {
            return source.at(first + i);
        }

        @Override
        public long index(int i) {
            return first + i;
        }
    }

    /**
     * One input that was handed in by itself.
     *
     * @param opened the first that had its place
     */
    record Handed<I>(HandedInput<I> handed, long first, HandedInput<I> opened)
            implements ClaimedInputs<I> {
        public Handed(HandedInput<I> handed, long first) {
            this(handed, first, handed);
        }

        @Override
        public int size() {
            return 1;
        }

        @Override
        public I input(int i) {
            return handed.input();
        }

        @Override
        public long index(int i) {
            return first;
        }
    }

    /** Inputs that were pulled. */
    final class Pulled<I> implements ClaimedInputs<I> {
        private final @Nullable Object[] inputs;
        private final long first;
        private final long @Nullable [] positions;
        private final int size;

        /** At positions that follow one another. */
        public Pulled(@Nullable Object[] inputs, long first, int size) {
            this.inputs = inputs;
            this.first = first;
            this.positions = null;
            this.size = size;
        }

        /** At positions of their own. */
        public Pulled(@Nullable Object[] inputs, long[] positions, int size) {
            this.inputs = inputs;
            this.first = 0;
            this.positions = positions;
            this.size = size;
        }

        @Override
        public int size() {
            return size;
        }

        @Override
        @SuppressWarnings({"unchecked", "NullAway"}) // slots below size are filled
        public I input(int i) {
            return (I) inputs[i];
        }

        @Override
        public long index(int i) {
            return positions == null ? first + i : positions[i];
        }
    }
}
