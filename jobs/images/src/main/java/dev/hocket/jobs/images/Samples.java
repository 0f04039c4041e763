package dev.hocket.jobs.images;

/**
 * A small picture in memory: {@code bands} unsigned bytes for each pixel, row after row.
 *
 * @param data owned by this record; whoever makes one gives the array away
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier between two steps, never compared
record Samples(int width, int height, int bands, byte[] data) {}
