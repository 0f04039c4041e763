/**
 * Command lines with placeholders for an input, parsed as by a shell, and converted to words or to
 * a script that an input cannot break out of. Called only by {@code CommandTemplate}.
 */
@NullMarked
package dev.hocket.jobs.exec.template;

import org.jspecify.annotations.NullMarked;
