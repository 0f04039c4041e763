/**
 * The process's own streams, what is written to them, and how it is worded. Every other room may
 * call it; it calls none.
 */
@NullMarked
package dev.hocket.cli.terminal;

import org.jspecify.annotations.NullMarked;
