package dev.hocket.jobs.crawl;

import java.util.Arrays;

/** Different pieces of one array of bytes, in the order in which they were added. */
final class ByteSpans {
    private final byte[] bytes;
    private int[] spans = new int[128];
    private int count;

    // Where in the list each piece is, by its hash, from 1; 0 is free.
    private int[] table = new int[256];

    ByteSpans(byte[] bytes) {
        this.bytes = bytes;
    }

    /** How many there are. */
    int size() {
        return count;
    }

    int from(int i) {
        return spans[2 * i];
    }

    int to(int i) {
        return spans[2 * i + 1];
    }

    /** Adds a piece, unless an equal one is there. */
    void add(int from, int to) {
        if (2 * count == spans.length) {
            grow();
        }
        int place = place(from, to);
        if (table[place] == 0) {
            spans[2 * count] = from;
            spans[2 * count + 1] = to;
            table[place] = ++count;
        }
    }

    private int place(int from, int to) {
        int hash = to - from;
        for (int i = from; i < to; i++) {
            hash = hash * 31 + bytes[i];
        }
        int mask = table.length - 1;
        int place = (hash ^ (hash >>> 15)) & mask;
        while (table[place] != 0) {
            int known = table[place] - 1;
            if (Arrays.equals(bytes, from, to, bytes, from(known), to(known))) {
                return place;
            }
            place = (place + 1) & mask;
        }
        return place;
    }

    private void grow() {
        spans = Arrays.copyOf(spans, spans.length * 2);
        table = new int[table.length * 2];
        for (int i = 0; i < count; i++) {
            table[place(from(i), to(i))] = i + 1;
        }
    }
}
