/**
 * A column of numbers and its parts, whatever it is read from. Implemented by the packages that
 * read a format, and called by the reduction that runs over the parts.
 */
@NullMarked
package dev.hocket.jobs.reduce.column;

import org.jspecify.annotations.NullMarked;
