/**
 * Programs that tests start and must not leave behind: databases, servers, clusters, browsers. Any
 * test may call it; {@link dev.hocket.testkit.service.Service} runs a program in a folder of its
 * own and ends it with the test's JVM, and {@link dev.hocket.testkit.service.UnixAccount} says
 * under which account, since some programs need root and others refuse it.
 */
@NullMarked
package dev.hocket.testkit.service;

import org.jspecify.annotations.NullMarked;
