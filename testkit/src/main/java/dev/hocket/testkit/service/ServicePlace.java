package dev.hocket.testkit.service;

import java.nio.file.Path;

/**
 * Where a service lives: what its command line is made of.
 *
 * @param folder a folder of its own, which belongs to its account and is removed when it ends
 * @param port a port of the loopback address that was free a moment ago
 */
public record ServicePlace(Path folder, int port) {}
