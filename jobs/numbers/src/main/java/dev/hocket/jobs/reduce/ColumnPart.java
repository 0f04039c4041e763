package dev.hocket.jobs.reduce;

import java.io.Serializable;

/**
 * A part of a column: an input of a {@link ColumnReduction}'s job. All parts have the same size on
 * every engine, so that their results are always combined in the same way. Its text says which part
 * it is.
 */
public interface ColumnPart extends Serializable {}
