/**
 * Inputs and outputs of jobs as JSON: records, sealed interfaces, texts, numbers and collections.
 * Called by the exported package alone.
 */
package dev.hocket.queue.json;
