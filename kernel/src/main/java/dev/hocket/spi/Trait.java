package dev.hocket.spi;

import dev.hocket.AsyncTask;
import dev.hocket.Task;

/** What an engine can do. A run that needs more than its engine has is refused at its start. */
public enum Trait {
    /** Runs more than one attempt at a time. */
    CONCURRENT,
    /** Runs attempts while the consumer is busy elsewhere; without it, within {@code next()}. */
    BACKGROUND,
    /** Holds deadlines: an attempt that overruns is interrupted, cancelled or killed. */
    DEADLINES,
    /** Tasks may fork subtasks into the engine's own pool. */
    SPLITTABLE,
    /** A crash of the task's process or member fails that input alone. */
    ISOLATES_CRASHES,
    /** Ends a task that ignores interruption. */
    KILLS,
    /** Runs the blocking form of a task, {@link Task}. */
    BLOCKING,
    /** Runs the non-blocking form of a task, {@link AsyncTask}. */
    NON_BLOCKING,
    /** Chooses the width of each run while it goes on; its own width is a bound for that. */
    ADAPTIVE
}
