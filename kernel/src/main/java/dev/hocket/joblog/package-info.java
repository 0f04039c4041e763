/**
 * The journal of a run in a file of JSON Lines, and its reader. Programs that write, resume or read
 * a joblog call it.
 */
@NullMarked
package dev.hocket.joblog;

import org.jspecify.annotations.NullMarked;
