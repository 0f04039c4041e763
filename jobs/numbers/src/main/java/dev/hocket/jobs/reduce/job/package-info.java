/**
 * A column opened by what its file is, as a job over its parts that adds up their results. Called
 * by the factory methods of {@link dev.hocket.jobs.reduce.ColumnReduction} alone.
 */
@NullMarked
package dev.hocket.jobs.reduce.job;

import org.jspecify.annotations.NullMarked;
