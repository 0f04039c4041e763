/** The command line. */
@NullMarked
package dev.hocket.cli;

import org.jspecify.annotations.NullMarked;
