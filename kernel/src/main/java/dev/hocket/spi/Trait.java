package dev.hocket.spi;

import dev.hocket.AsyncTask;
import dev.hocket.Task;

/** What an engine can do. A run that needs more than its engine has is refused at its start. */
public enum Trait {
    /** Runs more than one attempt at a time. */
    CONCURRENT,
    /**
     * Runs attempts while the consumer does other work; without this trait, they run within {@code
     * next()}.
     */
    BACKGROUND,
    /** Enforces deadlines: an attempt that overruns is interrupted, cancelled or killed. */
    DEADLINES,
    /** Tasks may fork subtasks into the engine's own pool. */
    SPLITTABLE,
    /** A crash of the process that runs a task fails only the task's input. */
    ISOLATES_CRASHES,
    /** Ends a task that ignores interruption. */
    KILLS,
    /** Runs the blocking form of a task, {@link Task}. */
    BLOCKING,
    /** Runs the non-blocking form of a task, {@link AsyncTask}. */
    NON_BLOCKING,
    /** Chooses the width of each run during the run, up to the engine's width. */
    ADAPTIVE
}
