/**
 * How tasks, inputs and outputs are written for another process. Engines and the worker's side call
 * it.
 */
@org.jspecify.annotations.NullMarked
package dev.hocket.link.codec;
