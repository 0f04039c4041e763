/** The joblog under real engines: killed processes, full disks, other inputs, growing jobs. */
@org.jspecify.annotations.NullMarked
package dev.hocket.engine.joblog;
