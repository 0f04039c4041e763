package dev.hocket.source;

/**
 * A set of keys that keeps 122 bits of hash for each, not the keys, and marks some of them ended.
 * Open addressing in one array, two longs per key. Safe for use by several threads.
 */
public final class KeyHashSet {
    private static final long ENDED = 1L << 62;
    private long[] table = new long[1 << 6];
    private int size;

    /** Adds a key; whether it was not there. */
    public synchronized boolean add(CharSequence key) {
        return put(KeyHash.first(key) + 1, KeyHash.second(key));
    }

    /** Adds a key, if it is not there, and marks it. */
    public synchronized void addEnded(CharSequence key) {
        long first = KeyHash.first(key) + 1;
        long second = KeyHash.second(key);
        boolean _ = put(first, second);
        table[find(first, second) + 1] |= ENDED;
    }

    /** Whether a key is there and marked. */
    public synchronized boolean isEnded(CharSequence key) {
        int at = find(KeyHash.first(key) + 1, KeyHash.second(key));
        return table[at] != 0 && (table[at + 1] & ENDED) != 0;
    }

    private boolean put(long first, long second) {
        int at = find(first, second);
        if (table[at] != 0) {
            return false;
        }
        table[at] = first;
        table[at + 1] = second;
        size++;
        if (size * 3L > table.length) { // two thirds of the places
            grow();
        }
        return true;
    }

    /** Where a key is, or the free place where it belongs. */
    private int find(long first, long second) {
        int mask = table.length - 2;
        int at = (int) (first << 1) & mask;
        while (table[at] != 0 && (table[at] != first || (table[at + 1] & ~ENDED) != second)) {
            at = at + 2 & mask;
        }
        return at;
    }

    private void grow() {
        long[] old = table;
        if (old.length == 1 << 30) {
            throw new OutOfMemoryError("more than 350 million keys in one joblog");
        }
        table = new long[old.length * 2];
        for (int i = 0; i < old.length; i += 2) {
            if (old[i] != 0) {
                int at = find(old[i], old[i + 1] & ~ENDED);
                table[at] = old[i];
                table[at + 1] = old[i + 1];
            }
        }
    }
}
