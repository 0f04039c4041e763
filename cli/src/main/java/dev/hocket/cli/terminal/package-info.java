/**
 * The standard streams of the process, and the texts that are written to them. Every other package
 * of the module may call it; it calls none of them.
 */
@NullMarked
package dev.hocket.cli.terminal;

import org.jspecify.annotations.NullMarked;
