package dev.hocket.joblog;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a joblog holds of inputs by their positions, in some five bytes each: three bits and a short
 * hash of the key, and a checksum where its output is stored.
 */
final class LoggedInputs {
    private static final int BITS = 12;
    private static final int SIZE = 1 << BITS;
    private final Map<Long, Block> blocks = new HashMap<>();
    private @Nullable Block last;
    private long lastNumber;
    private long count;
    private long done;
    private long stored;

    private static final class Block {
        final int[] hashes = new int[SIZE];
        final long[] known = new long[SIZE / 64];
        final long[] done = new long[SIZE / 64];
        int @Nullable [] checksums;
        long @Nullable [] stored;
    }

    private static boolean get(long[] bits, int at) {
        return (bits[at >> 6] & 1L << at) != 0;
    }

    private static void set(long[] bits, int at, boolean value) {
        if (value) {
            bits[at >> 6] |= 1L << at;
        } else {
            bits[at >> 6] &= ~(1L << at);
        }
    }

    private @Nullable Block block(long index) {
        long number = index >> BITS;
        if (last == null || lastNumber != number) {
            last = blocks.get(number);
            lastNumber = number;
        }
        return last;
    }

    private static int at(long index) {
        return (int) index & SIZE - 1;
    }

    /**
     * Takes note of a line; a later one of the same position takes the place of the earlier.
     *
     * @return false if an earlier line has another key for this position
     */
    boolean put(long index, int hash, boolean isDone) {
        Block block = block(index);
        if (block == null) {
            block = new Block();
            blocks.put(index >> BITS, block);
            last = block;
        }
        int at = at(index);
        if (!get(block.known, at)) {
            set(block.known, at, true);
            block.hashes[at] = hash;
            count++;
        } else if (block.hashes[at] != hash) {
            return false;
        } else if (get(block.done, at)) {
            done--;
        }
        set(block.done, at, isDone);
        done += isDone ? 1 : 0;
        if (block.stored != null && get(block.stored, at)) {
            set(block.stored, at, false);
            stored--;
        }
        return true;
    }

    /** The output of a position that was just put is stored. */
    void stored(long index, int checksum) {
        Block block = block(index);
        if (block == null) {
            throw new IllegalStateException("position " + index + " was not put");
        }
        if (block.stored == null || block.checksums == null) {
            block.stored = new long[SIZE / 64];
            block.checksums = new int[SIZE];
        }
        set(block.stored, at(index), true);
        stored++;
        block.checksums[at(index)] = checksum;
    }

    boolean isKnown(long index) {
        Block block = block(index);
        return block != null && get(block.known, at(index));
    }

    boolean isDone(long index) {
        Block block = block(index);
        return block != null && get(block.done, at(index));
    }

    /** The hash of a known position's key. */
    int hash(long index) {
        Block block = block(index);
        return block == null ? 0 : block.hashes[at(index)];
    }

    boolean isStored(long index) {
        Block block = block(index);
        return block != null && block.stored != null && get(block.stored, at(index));
    }

    /** The checksum of a stored output. */
    int checksum(long index) {
        Block block = block(index);
        return block == null || block.checksums == null ? 0 : block.checksums[at(index)];
    }

    /** How many positions are known. */
    long count() {
        return count;
    }

    /** How many of them are done. */
    long done() {
        return done;
    }

    /** Of how many the output is stored. */
    long stored() {
        return stored;
    }
}
