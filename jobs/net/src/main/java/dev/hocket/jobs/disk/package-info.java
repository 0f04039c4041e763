/**
 * What fetch and crawl have in common when they write to a disk: how its failures are told. May be
 * called by both, and calls neither.
 */
@org.jspecify.annotations.NullMarked
package dev.hocket.jobs.disk;
