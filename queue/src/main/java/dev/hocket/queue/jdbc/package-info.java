/**
 * The store over JDBC: the tables, the statements, and what SQLite and PostgreSQL do differently.
 * Called by the exported package alone.
 */
package dev.hocket.queue.jdbc;
