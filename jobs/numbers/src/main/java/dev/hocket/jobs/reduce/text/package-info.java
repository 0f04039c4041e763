/**
 * From bytes to text: what a file is by its first bytes, unpacking, encodings, and text as messages
 * may show it. Called by everything that opens or reads a column.
 */
@NullMarked
package dev.hocket.jobs.reduce.text;

import org.jspecify.annotations.NullMarked;
