/**
 * Command lines with places for an input, read as a shell reads them, and turned into words or into
 * a script that an input cannot break out of. Called by {@code CommandTemplate} alone.
 */
@NullMarked
package dev.hocket.jobs.exec.template;

import org.jspecify.annotations.NullMarked;
