/**
 * Loads a task that a user wrote: a Java source file, compiled in memory, or a class on a class
 * path.
 *
 * <p>{@link dev.hocket.jobs.run.TaskSource} says where the task comes from, {@link
 * dev.hocket.jobs.run.LoadedTask} is the task ready to run with the types of its input and output,
 * and {@link dev.hocket.jobs.run.InputParser} turns a user's words into its inputs. Every failure
 * is an exception whose message is written for the user and needs no stack trace.
 */
@NullMarked
package dev.hocket.jobs.run;

import org.jspecify.annotations.NullMarked;
