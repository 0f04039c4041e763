/**
 * What is handed to an engine input by input: futures, and the engine as an executor service. The
 * factory methods of {@link dev.hocket.Engine} call it.
 */
@NullMarked
package dev.hocket.submit;

import org.jspecify.annotations.NullMarked;
