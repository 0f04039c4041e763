/** Runs a command for each input. */
@NullMarked
package dev.hocket.jobs.exec;

import org.jspecify.annotations.NullMarked;
