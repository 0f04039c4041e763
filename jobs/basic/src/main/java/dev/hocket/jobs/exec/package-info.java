/**
 * A command for each input: the task, the template of its command line, and how one ended. This is
 * what programs call; the rooms below do the work.
 */
@NullMarked
package dev.hocket.jobs.exec;

import org.jspecify.annotations.NullMarked;
