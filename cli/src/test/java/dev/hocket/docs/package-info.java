/** Tests of the texts that users read: the pages of docs, help and messages. */
@NullMarked
package dev.hocket.docs;

import org.jspecify.annotations.NullMarked;
