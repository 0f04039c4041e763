/**
 * What a database must do for the queue: the interface of a store and the rows that it exchanges.
 * Called by the exported package, the worker and the stores.
 */
package dev.hocket.queue.store;
