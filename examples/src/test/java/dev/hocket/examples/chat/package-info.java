/** The chat server among friends, strangers and those who vanish. */
@NullMarked
package dev.hocket.examples.chat;

import org.jspecify.annotations.NullMarked;
