package dev.hocket.jobs.reduce;

import java.io.Serializable;

/**
 * What one part of a column comes to. For those who run a {@link ColumnReduction} themselves: an
 * output of its job, to be handed to {@link ColumnReduction#add} in the order of the inputs.
 */
public interface PartialResult extends Serializable {}
