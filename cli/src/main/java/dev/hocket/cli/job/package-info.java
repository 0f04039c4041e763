/**
 * The jobs that commands prepare, and how one runs from the first input to the exit status:
 * progress, interrupts, joblog, results. Called by commands.
 */
@NullMarked
package dev.hocket.cli.job;

import org.jspecify.annotations.NullMarked;
