/** Files from the web: each whole or not at all, and resumed where a transfer broke. */
@NullMarked
package dev.hocket.jobs.fetch;

import org.jspecify.annotations.NullMarked;
