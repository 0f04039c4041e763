/**
 * The forms in which a run is consumed: outcome by outcome, published, as all outputs, or reduced;
 * and who sees outcomes before. The exported API starts runs here; what is here calls {@link
 * dev.hocket.run}, never the other way round.
 */
@NullMarked
package dev.hocket.consume;

import org.jspecify.annotations.NullMarked;
