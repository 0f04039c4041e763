package dev.hocket.link.ring;

import dev.hocket.link.memory.LinuxCalls;
import java.lang.foreign.MemorySegment;

/** How a {@link FrameRing} sleeps and wakes: by the system, or under control of a test. */
class Futex {
    /** Whether it works on this machine; finding out takes tens of milliseconds. */
    boolean works() {
        return LinuxCalls.hasFutex();
    }

    /**
     * Sleeps while the word is {@code value}, until woken, for the time given, or for no reason.
     *
     * @param time two longs that nobody else uses meanwhile
     */
    void await(MemorySegment word, int value, long nanos, MemorySegment time) {
        LinuxCalls.await(word, value, nanos, time);
    }

    /** Wakes one sleeper. */
    void wake(MemorySegment word) {
        LinuxCalls.wake(word);
    }
}
