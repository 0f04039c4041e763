/**
 * Crawls of web sites: {@link dev.hocket.jobs.crawl.Crawl} is a job whose outputs add inputs,
 * {@link dev.hocket.jobs.crawl.CrawlSettings} says what it follows and how politely. The command
 * line and programs call it; the HTTP client does the requests.
 *
 * {@snippet :
 * try (Client client = Client.open(ClientSettings.defaults());
 *         Crawl crawl = Crawl.of(CrawlSettings.of(List.of("https://example.org/")), client);
 *         Engine engine = Engine.named("virtual:20");
 *         Run<CrawlLink, Page> run = engine.start(crawl.job(), crawl.inputs())) {
 *     run.forEach(System.out::println);
 * }
 * }
 */
@NullMarked
package dev.hocket.jobs.crawl;

import org.jspecify.annotations.NullMarked;
