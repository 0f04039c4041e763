/**
 * The engine and its lanes: threads that send leases to workers and find out who is to blame for a
 * death. The provider opens it.
 */
@org.jspecify.annotations.NullMarked
package dev.hocket.processes.lanes;
