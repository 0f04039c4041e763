/**
 * The command line's entry: reads which command the words name, and starts it. Nothing calls it but
 * the launcher and the rehearsal from which the start cache is recorded.
 */
@NullMarked
package dev.hocket.cli;

import org.jspecify.annotations.NullMarked;
