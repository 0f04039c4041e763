/**
 * The code that fetch and crawl share for writing to a disk: how failures are reported. Both may
 * call it; it calls neither.
 */
@org.jspecify.annotations.NullMarked
package dev.hocket.jobs.disk;
