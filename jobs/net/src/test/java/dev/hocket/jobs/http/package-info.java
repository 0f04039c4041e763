@NullMarked
package dev.hocket.jobs.http;

import org.jspecify.annotations.NullMarked;
