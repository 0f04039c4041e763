package dev.hocket.jobs.fetch;

import java.io.Serializable;
import java.nio.file.Path;

/**
 * A downloaded file.
 *
 * @param url its URL, after all redirects
 * @param file its path
 * @param bytes its size in bytes
 * @param resumed how many of its bytes came from an earlier attempt
 * @param skipped whether it already existed, and nothing was downloaded
 */
public record FetchedFile(String url, Path file, long bytes, long resumed, boolean skipped)
        implements Serializable {}
