/**
 * What a command writes while it runs: collected in memory or a file, and cut into lines. Called by
 * the task, and by those who read a process's pipes.
 */
@NullMarked
package dev.hocket.jobs.exec.output;

import org.jspecify.annotations.NullMarked;
