/**
 * What this machine has to run jobs with: cores, vector instructions, caches, memory, GPUs, limits.
 *
 * <p>Everything is read from files that the operating system offers; no driver is loaded and no
 * program started. What can't be read is unknown, never an error.
 */
@NullMarked
package dev.hocket.cli.machine;

import org.jspecify.annotations.NullMarked;
