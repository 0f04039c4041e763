@NullMarked
package dev.hocket.http;

import org.jspecify.annotations.NullMarked;
