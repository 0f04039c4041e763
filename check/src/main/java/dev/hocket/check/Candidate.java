package dev.hocket.check;

import org.jspecify.annotations.Nullable;

/**
 * A thread of the test as a strategy sees it: its number, and the operation that it does when it is
 * picked.
 */
abstract class Candidate {
    /** The order in which threads were started, from 0. */
    final int number;

    final Thread thread;

    /** The operation that it does when it goes on. */
    ThreadOperation operation = ThreadOperation.BEGIN;

    @Nullable Object target;
    int slot;

    /** It has said that it cannot go on usefully: by yield, spinning or sleeping. */
    boolean yielding;

    /** In its last step it did something, too, that other threads' tasks can see. */
    boolean tasks;

    /** For a strategy to keep what it likes. */
    long priority;

    Candidate(int number, Thread thread) {
        this.number = number;
        this.thread = thread;
    }

    abstract boolean ended();

    /** Whether it waits for no longer than until a deadline. */
    abstract boolean timed();
}
