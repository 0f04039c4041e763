/**
 * The hardware of this machine: processors, memory, graphics, limits of its container, read from
 * the system's files. Called by {@code hocket engines}.
 */
@NullMarked
package dev.hocket.cli.machine;

import org.jspecify.annotations.NullMarked;
