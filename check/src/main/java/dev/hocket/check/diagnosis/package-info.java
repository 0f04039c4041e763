/**
 * What was wrong with a schedule when it ended: who waits for whom, and what kind of problem that
 * is. Called by the reports and the exploration; it reads what a scheduler has left.
 */
@NullMarked
package dev.hocket.check.diagnosis;

import org.jspecify.annotations.NullMarked;
