@NullMarked
package dev.hocket.jobs.fetch;

import org.jspecify.annotations.NullMarked;
