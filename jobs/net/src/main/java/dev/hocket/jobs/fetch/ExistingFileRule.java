package dev.hocket.jobs.fetch;

/** What to do if a file of the same name already exists. */
public enum ExistingFileRule {
    /** Keep it, and add a number to the new one: {@code name.1}. */
    NUMBER,
    /** Replace it when the new one is complete. */
    OVERWRITE,
    /** Keep it, and download nothing. */
    SKIP,
    /** Keep it, and fail. */
    FAIL
}
