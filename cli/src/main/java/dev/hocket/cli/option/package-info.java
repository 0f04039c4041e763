/**
 * The words of a command line: which options there are, what their values mean, where inputs come
 * from, and what is wrong with them. Called by commands and the jobs that they prepare.
 */
@NullMarked
package dev.hocket.cli.option;

import org.jspecify.annotations.NullMarked;
