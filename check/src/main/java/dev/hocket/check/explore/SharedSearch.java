package dev.hocket.check.explore;

import dev.hocket.check.strategy.StrategyMix;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * What JVMs that search the same test tell each other, in a file that all of them map.
 *
 * <p><b>Work is divided by numbers, not by time.</b> The first JVM begins alone. If it has found
 * nothing after a while, others are started; when they are ready it names the number of the next
 * schedule, and from there on {@link StrategyMix#owner} says whose each one is. What a schedule
 * does depends on its number, the seed and what its own strategy has learned, which goes along. So
 * every number leads to the same schedule, whoever runs it.
 *
 * <p><b>The lowest number counts.</b> Who finds something at a number lowers the limit to the next
 * one; the others go on up to there, and may find something at a lower one. The same seed gives the
 * same finding however many JVMs there are, unless the time is over before all have come that far.
 */
final class SharedSearch {
    private static final VarHandle LONGS =
            MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final int LIMIT = 0;
    private static final int UNTIL = 8;
    private static final int COUNT = 16;
    private static final int READY = 24;
    private static final int FROM = 32;
    private static final int BOUND = 40;
    private static final int TOGETHER = 48;
    private static final int LEARNED = 56;
    private static final int MOST_LEARNED = 8;
    private static final int SIZE = LEARNED + MOST_LEARNED * 8;
    private static final long NOT_YET = Long.MAX_VALUE;

    private final ByteBuffer memory;

    /** Which of the JVMs this is; the first one is 0. */
    final int index;

    private SharedSearch(ByteBuffer memory, int index) {
        this.memory = memory;
        this.index = index;
    }

    /** Of a search that has just this JVM. */
    static SharedSearch alone() {
        SharedSearch alone = new SharedSearch(ByteBuffer.allocateDirect(SIZE), 0);
        alone.begin();
        return alone;
    }

    /** Makes the file. */
    static SharedSearch make(Path file) throws IOException {
        SharedSearch made = of(file, 0);
        made.begin();
        return made;
    }

    /** Of a file that was made. */
    static SharedSearch of(Path file, int index) throws IOException {
        try (FileChannel channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE)) {
            return new SharedSearch(channel.map(FileChannel.MapMode.READ_WRITE, 0, SIZE), index);
        }
    }

    private void begin() {
        set(LIMIT, Long.MAX_VALUE);
        set(UNTIL, Long.MAX_VALUE);
        set(COUNT, 1);
        set(FROM, NOT_YET);
    }

    private long get(int at) {
        return (long) LONGS.getVolatile(memory, at);
    }

    private void set(int at, long value) {
        LONGS.setVolatile(memory, at, value);
    }

    private void lower(int at, long value) {
        long known = get(at);
        while (value < known && !LONGS.compareAndSet(memory, at, known, value)) {
            known = get(at);
        }
    }

    /** The schedules below this number are to be run. */
    long limit() {
        return get(LIMIT);
    }

    void lowerLimit(long number) {
        lower(LIMIT, number);
    }

    /** When the search ends, as {@link System#nanoTime}, which all JVMs of a machine share. */
    long until() {
        return get(UNTIL);
    }

    void lowerUntil(long nanos) {
        lower(UNTIL, nanos);
    }

    /** So many JVMs search now, if the others get ready. */
    void count(int count) {
        set(COUNT, count);
    }

    /** The first JVM waits for the others before it goes on. */
    void beginTogether() {
        set(TOGETHER, 1);
    }

    /** This JVM, which is not the first one, can begin. */
    void isReady() {
        long ready = (long) LONGS.getAndAdd(memory, READY, 1L);
        assert ready >= 0;
    }

    /** The first JVM leaves numbers to the others from this one on, when they are ready. */
    void handOver(long next, int bound, StrategyMix strategies) {
        if (index > 0 || next == 0 || get(COUNT) == 1 || isDivided()) {
            return;
        }
        while (get(TOGETHER) == 1 && !othersAreReady() && System.nanoTime() < until()) {
            pause();
        }
        if (othersAreReady()) {
            List<Integer> learned = strategies.memory();
            for (int i = 0; i < learned.size(); i++) {
                set(LEARNED + 8 * i, learned.get(i));
            }
            set(BOUND, bound);
            set(FROM, next);
        }
    }

    private boolean othersAreReady() {
        return get(READY) == get(COUNT) - 1;
    }

    private static void pause() {
        LockSupport.parkNanos(1_000_000);
    }

    /** Whether the work is divided. */
    boolean isDivided() {
        return get(FROM) != NOT_YET;
    }

    /** How many steps a schedule may have, as the first JVM found, when the work is divided. */
    int bound() {
        return (int) get(BOUND);
    }

    /**
     * The number from which on numbers are divided, when it is known; the limit if it has come to
     * its end before.
     */
    long awaitHandOver(StrategyMix strategies) {
        while (!isDivided() && limit() > 0 && System.nanoTime() < until()) {
            pause();
        }
        if (!isDivided()) {
            return limit();
        }
        List<Integer> learned = new ArrayList<>();
        for (int i = 0; i < strategies.memory().size(); i++) {
            learned.add((int) get(LEARNED + 8 * i));
        }
        strategies.restore(learned);
        return get(FROM);
    }

    /** Whether this JVM runs the schedule with that number. */
    boolean owns(long number, StrategyMix strategies) {
        return number < get(FROM)
                ? index == 0
                : strategies.owner(number, (int) get(COUNT)) == index;
    }
}
