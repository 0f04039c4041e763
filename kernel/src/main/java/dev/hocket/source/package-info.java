/**
 * Readers over the inputs of a run, and the hashes by which their keys are known. The factory
 * methods of {@link dev.hocket.Inputs}, the run and the joblog call it.
 */
@NullMarked
package dev.hocket.source;

import org.jspecify.annotations.NullMarked;
