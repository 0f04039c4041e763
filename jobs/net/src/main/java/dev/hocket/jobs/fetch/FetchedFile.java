package dev.hocket.jobs.fetch;

import java.io.Serializable;
import java.nio.file.Path;

/**
 * A file that is there.
 *
 * @param url where it came from in the end, after all redirects
 * @param file where it is
 * @param bytes how many bytes it has
 * @param resumed how many of them were there from an earlier attempt
 * @param skipped whether it was there already, and nothing was fetched
 */
public record FetchedFile(String url, Path file, long bytes, long resumed, boolean skipped)
        implements Serializable {}
