/**
 * Where the inputs of commands come from: several lists of words, files and standard input,
 * combined or side by side, split into columns. Called by the command that runs commands.
 */
@NullMarked
package dev.hocket.cli.source;

import org.jspecify.annotations.NullMarked;
