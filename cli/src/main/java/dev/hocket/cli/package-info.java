/**
 * The entry point of the command line: finds the command and starts it. Only the launcher calls it,
 * and the rehearsal from which the start cache is recorded.
 */
@NullMarked
package dev.hocket.cli;

import org.jspecify.annotations.NullMarked;
