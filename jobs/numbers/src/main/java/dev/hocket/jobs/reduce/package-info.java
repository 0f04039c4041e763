/**
 * Columns of numbers in files, reduced to sums, means, quantiles and the like: {@link
 * dev.hocket.jobs.reduce.ColumnReduction}. What programs call; how files are read is kept in the
 * packages below, which are not exported.
 */
@NullMarked
package dev.hocket.jobs.reduce;

import org.jspecify.annotations.NullMarked;
