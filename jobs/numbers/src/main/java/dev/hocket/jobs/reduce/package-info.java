/**
 * Columns of numbers in files, reduced to sums, means, quantiles and the like: {@link
 * dev.hocket.jobs.reduce.ColumnReduction}.
 */
@NullMarked
package dev.hocket.jobs.reduce;

import org.jspecify.annotations.NullMarked;
