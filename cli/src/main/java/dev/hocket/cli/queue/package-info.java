/**
 * Commands in a queue: what is stored of them, how a worker runs them, and how their outcomes are
 * printed. Called by the commands.
 */
package dev.hocket.cli.queue;
