/**
 * One class for each command: its options, its help, and what it does. Called only by the
 * dispatcher, and by commands that contain others, such as {@code choose} and {@code help}.
 */
@NullMarked
package dev.hocket.cli.command;

import org.jspecify.annotations.NullMarked;
