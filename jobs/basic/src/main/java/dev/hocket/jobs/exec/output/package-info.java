/**
 * What a command writes while it runs: collected in memory or a file, and split into lines. Called
 * by the task, and by the code that reads the pipes of a process.
 */
@NullMarked
package dev.hocket.jobs.exec.output;

import org.jspecify.annotations.NullMarked;
