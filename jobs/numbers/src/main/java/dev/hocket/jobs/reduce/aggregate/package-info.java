/**
 * The aggregates: exact sums, moments, sketches, and the totals of a part, which contain them.
 * Called by the columns that read values, and by the reduction that adds up their parts.
 */
@NullMarked
package dev.hocket.jobs.reduce.aggregate;

import org.jspecify.annotations.NullMarked;
