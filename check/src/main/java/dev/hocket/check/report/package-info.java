/**
 * Makes a finding of a recorded schedule, and text and HTML of a verdict. Called by the exploration
 * and by {@code Verdict}; it changes nothing that a scheduler knows.
 */
@NullMarked
package dev.hocket.check.report;

import org.jspecify.annotations.NullMarked;
