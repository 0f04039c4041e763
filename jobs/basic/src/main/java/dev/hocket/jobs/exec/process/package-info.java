/**
 * Starts processes, reads what they write, and ends them with all their descendants, through the C
 * library or the JDK. Called by the task alone.
 */
@NullMarked
package dev.hocket.jobs.exec.process;

import org.jspecify.annotations.NullMarked;
