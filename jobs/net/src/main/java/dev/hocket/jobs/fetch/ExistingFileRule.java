package dev.hocket.jobs.fetch;

/** What to do where a file of the same name is already there. */
public enum ExistingFileRule {
    /** Keep it, and give the new one a number: {@code name.1}. */
    NUMBER,
    /** Replace it, once the new one is whole. */
    OVERWRITE,
    /** Keep it, and fetch nothing. */
    SKIP,
    /** Keep it, and fail. */
    FAIL
}
