package dev.hocket.check.strategy;

import org.jspecify.annotations.Nullable;

/**
 * A thread of the test as a strategy sees it: its number, and the operation that it does when it is
 * picked.
 */
public abstract class Candidate {
    /** The order in which threads were started, from 0. */
    public final int number;

    public final Thread thread;

    /** The operation that it does when it goes on. */
    public ThreadOperation operation = ThreadOperation.BEGIN;

    public @Nullable Object target;
    public int slot;

    /** It has said that it cannot go on usefully: by yield, spinning or sleeping. */
    public boolean yielding;

    /** In its last step it did something, too, that other threads' tasks can see. */
    public boolean tasks;

    /** For a strategy to keep what it likes. */
    public long priority;

    public Candidate(int number, Thread thread) {
        this.number = number;
        this.thread = thread;
    }

    public abstract boolean ended();

    /** Whether it waits for no longer than until a deadline. */
    public abstract boolean timed();
}
