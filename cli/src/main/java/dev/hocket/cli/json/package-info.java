/**
 * JSON as commands print it: the writer, and the structure of a choice and of a check. Every class
 * that prints may call it; it prints nothing itself.
 */
@NullMarked
package dev.hocket.cli.json;

import org.jspecify.annotations.NullMarked;
