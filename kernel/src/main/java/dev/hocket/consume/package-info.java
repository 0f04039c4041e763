/**
 * The ways to consume a run: outcome by outcome, published, as all outputs, or reduced; and the
 * observers that see outcomes first. The exported API starts runs here; this package calls {@link
 * dev.hocket.run}, never the other way round.
 */
@NullMarked
package dev.hocket.consume;

import org.jspecify.annotations.NullMarked;
