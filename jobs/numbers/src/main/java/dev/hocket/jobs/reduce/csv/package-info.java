/**
 * Columns of CSV: one tokenizer, what the first record reveals, and the columns of files and
 * streams. Called by the package that opens columns.
 */
@NullMarked
package dev.hocket.jobs.reduce.csv;

import org.jspecify.annotations.NullMarked;
