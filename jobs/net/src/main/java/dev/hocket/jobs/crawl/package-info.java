/**
 * Sites followed link by link: {@link dev.hocket.jobs.crawl.Crawl} is a job whose outputs grow its
 * inputs, {@link dev.hocket.jobs.crawl.CrawlSettings} says what it follows and how politely. The
 * command line and programs call it; the exchanges themselves belong to the HTTP client.
 */
@NullMarked
package dev.hocket.jobs.crawl;

import org.jspecify.annotations.NullMarked;
