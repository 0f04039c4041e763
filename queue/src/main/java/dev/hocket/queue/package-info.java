/**
 * Durable jobs: programs submit inputs of jobs to a queue in a database, and workers run them on
 * any engine. The queue is the source of a worker's run, and its journal.
 */
package dev.hocket.queue;
