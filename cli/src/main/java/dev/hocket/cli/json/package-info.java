/**
 * JSON as commands print it: the writer, and the shape of a choice and of a check. Whoever prints
 * may call it; it prints nothing itself.
 */
@NullMarked
package dev.hocket.cli.json;

import org.jspecify.annotations.NullMarked;
