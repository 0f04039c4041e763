/** The contract suite and the tools for testing engines. */
@NullMarked
package dev.hocket.testkit;

import org.jspecify.annotations.NullMarked;
