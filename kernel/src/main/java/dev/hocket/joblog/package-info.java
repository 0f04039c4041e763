/**
 * The journal of a run in a file of JSON Lines, and its reader. Whoever writes, resumes or reads a
 * joblog calls it.
 */
@NullMarked
package dev.hocket.joblog;

import org.jspecify.annotations.NullMarked;
