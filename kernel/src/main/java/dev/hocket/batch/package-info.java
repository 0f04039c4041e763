/**
 * Batches: inputs that one attempt takes together. A run of a batch job is a run whose inputs are
 * batches; what is kept here makes them from a source, counts the inputs in them, and runs the
 * inputs of a failed one alone. Called by {@code run} and {@code consume}; knows the source alone.
 */
@NullMarked
package dev.hocket.batch;

import org.jspecify.annotations.NullMarked;
