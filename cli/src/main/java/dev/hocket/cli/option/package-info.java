/**
 * The arguments of a command line: options and their values, the source of the inputs, and usage
 * errors. Called by commands and the jobs that they prepare.
 */
@NullMarked
package dev.hocket.cli.option;

import org.jspecify.annotations.NullMarked;
