/**
 * The course of a measurement: which engines and widths compete, how many rounds and inputs fit the
 * budget, which progress is reported. Called only by {@code Choose}.
 */
@NullMarked
package dev.hocket.choose.survey;

import org.jspecify.annotations.NullMarked;
