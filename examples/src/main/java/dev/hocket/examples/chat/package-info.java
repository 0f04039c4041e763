/**
 * A small chat server: scopes, bounded queues and plain sockets on virtual threads. {@link
 * dev.hocket.examples.chat.ChatServer} is the program, the rest are its parts.
 */
@NullMarked
package dev.hocket.examples.chat;

import org.jspecify.annotations.NullMarked;
