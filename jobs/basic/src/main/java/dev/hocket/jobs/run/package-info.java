/**
 * Loads a task that a user wrote: a Java source file, compiled in memory, or a class on a class
 * path.
 *
 * <p>{@link dev.hocket.jobs.run.TaskSource} is the source of the task, {@link
 * dev.hocket.jobs.run.LoadedTask} is the task, ready to run, with the types of its input and
 * output, and {@link dev.hocket.jobs.run.InputParser} converts a user's words to its inputs. Every
 * failure is an exception with a message for the user, which needs no stack trace.
 */
@NullMarked
package dev.hocket.jobs.run;

import org.jspecify.annotations.NullMarked;
