/**
 * Runs batches of inputs on one engine at one width, and takes their measure: time, cores, memory,
 * what lanes wait for, whether the answers agree. Called by the survey.
 */
@NullMarked
package dev.hocket.choose.measure;

import org.jspecify.annotations.NullMarked;
