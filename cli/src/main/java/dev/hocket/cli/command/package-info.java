/**
 * One class for each command: its options, its help, and what it does. Called by the dispatcher
 * alone, and by commands that stand for others, such as {@code choose} and {@code help}.
 */
@NullMarked
package dev.hocket.cli.command;

import org.jspecify.annotations.NullMarked;
