/**
 * Runs batches of inputs on one engine at one width, and measures time, cores, memory, what lanes
 * wait for, and whether the outputs agree. Called by the survey.
 */
@NullMarked
package dev.hocket.choose.measure;

import org.jspecify.annotations.NullMarked;
