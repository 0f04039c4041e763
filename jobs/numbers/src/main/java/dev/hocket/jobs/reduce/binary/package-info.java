/**
 * Columns of files that are not text: NumPy arrays, raw numbers, Parquet. Called by the package
 * that opens columns.
 */
@NullMarked
package dev.hocket.jobs.reduce.binary;

import org.jspecify.annotations.NullMarked;
