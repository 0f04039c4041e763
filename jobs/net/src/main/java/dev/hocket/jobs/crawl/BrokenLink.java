package dev.hocket.jobs.crawl;

/**
 * A link that leads nowhere.
 *
 * @param url where it leads
 * @param why the status, or what else went wrong
 * @param referrer the page that has it, or nothing for a start
 */
public record BrokenLink(String url, String why, String referrer) {}
