package dev.hocket.jobs.reduce;

import java.io.Serializable;

/**
 * A part of a column: an input of a {@link ColumnReduction}'s job. Parts have one size, whatever
 * runs them, so that their results are combined in one way. Its text says which part it is.
 */
public interface ColumnPart extends Serializable {}
