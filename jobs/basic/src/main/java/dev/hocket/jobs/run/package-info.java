/** Runs a user's own task. */
@NullMarked
package dev.hocket.jobs.run;

import org.jspecify.annotations.NullMarked;
