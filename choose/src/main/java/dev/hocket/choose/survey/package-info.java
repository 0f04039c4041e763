/**
 * The course of a measurement: which engines and widths compete, how many rounds and inputs fit the
 * budget, what is told meanwhile. Called by {@code Choose} alone.
 */
@NullMarked
package dev.hocket.choose.survey;

import org.jspecify.annotations.NullMarked;
