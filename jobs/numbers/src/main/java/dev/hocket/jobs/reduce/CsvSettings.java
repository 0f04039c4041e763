package dev.hocket.jobs.reduce;

import org.jspecify.annotations.Nullable;

/**
 * How a text file is laid out.
 *
 * @param column a column's name or its number from 1; null for the first
 * @param separator what parts fields; null for what the first line has: a comma, a tab, a semicolon
 * @param header whether the first line names the columns; null to tell by the column: it does if
 *     that is given by name, or if no number stands there
 */
record CsvSettings(
        @Nullable String column, @Nullable Character separator, @Nullable Boolean header) {}
