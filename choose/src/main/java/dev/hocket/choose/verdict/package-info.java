/**
 * From measurements to words: figures with their spread, the bottleneck, the recommendation, the
 * table. Pure functions, called by the survey and by {@code Choice}.
 */
@NullMarked
package dev.hocket.choose.verdict;

import org.jspecify.annotations.NullMarked;
