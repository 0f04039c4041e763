/**
 * The worker: claims jobs from the store in batches, hands them to an engine, and records their
 * outcomes in the transaction that claims the next ones. Called by the exported package alone.
 */
package dev.hocket.queue.work;
