/**
 * Starts processes, reads what they write, and ends them with all their descendants, through the C
 * library or the JDK. Called only by the task.
 */
@NullMarked
package dev.hocket.jobs.exec.process;

import org.jspecify.annotations.NullMarked;
