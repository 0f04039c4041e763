/** A small chat server: scopes, bounded queues and plain sockets on virtual threads. */
@NullMarked
package dev.hocket.examples.chat;

import org.jspecify.annotations.NullMarked;
