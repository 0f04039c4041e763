/**
 * Opens a column according to the type of its file, as a job over its parts that adds up their
 * results. Called only by the factory methods of {@link dev.hocket.jobs.reduce.ColumnReduction}.
 */
@NullMarked
package dev.hocket.jobs.reduce.job;

import org.jspecify.annotations.NullMarked;
