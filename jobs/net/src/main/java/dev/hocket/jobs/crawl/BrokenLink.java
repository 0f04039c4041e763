package dev.hocket.jobs.crawl;

/**
 * A broken link.
 *
 * @param url its target
 * @param why the status or another problem
 * @param referrer the page that contains it; empty for a start URL
 */
public record BrokenLink(String url, String why, String referrer) {}
