/**
 * From bytes to text: the type of a file by its first bytes, decompression, encodings, and text
 * that is safe to print. Called by everything that opens or reads a column.
 */
@NullMarked
package dev.hocket.jobs.reduce.text;

import org.jspecify.annotations.NullMarked;
