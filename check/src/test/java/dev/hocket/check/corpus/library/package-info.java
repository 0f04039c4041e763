/**
 * Programs that use real libraries as an application would: some meet known faults of the versions
 * they are for, the others are correct.
 */
@NullMarked
package dev.hocket.check.corpus.library;

import org.jspecify.annotations.NullMarked;
