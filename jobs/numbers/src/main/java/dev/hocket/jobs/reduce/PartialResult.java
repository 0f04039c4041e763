package dev.hocket.jobs.reduce;

import java.io.Serializable;

/**
 * The result of one part of a column: an output of a {@link ColumnReduction}'s job. Code that runs
 * the job itself passes it to {@link ColumnReduction#add} in the order of the inputs.
 */
public interface PartialResult extends Serializable {}
