package dev.hocket.jobs.crawl;

import crawlercommons.robots.BaseRobotRules;
import crawlercommons.robots.SimpleRobotRulesParser;

import dev.hocket.http.Client;
import dev.hocket.http.Request;
import dev.hocket.http.Response;
import dev.hocket.http.UrlText;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What robots.txt allows (RFC 9309): asked once for each host, when its first page is. A file that
 * is not there allows all, a server that fails allows nothing. Safe for use by several threads; one
 * asks, the others wait.
 */
final class RobotsRules {
    private static final int MAX_BYTES = 500 << 10;
    private static final int MAX_REDIRECTS = 5;
    private static final String TYPE = "text/plain";
    private final Client client;
    private final String agent;
    private final SimpleRobotRulesParser parser = new SimpleRobotRulesParser();
    private final ConcurrentHashMap<String, HostRules> sites = new ConcurrentHashMap<>();

    private static final class HostRules {
        final ReentrantLock lock = new ReentrantLock();
        volatile @Nullable BaseRobotRules rules;
    }

    RobotsRules(Client client, String agent) {
        this.client = client;
        this.agent = agent.toLowerCase(Locale.ROOT);
    }

    /** The rules for the host of a URL. */
    BaseRobotRules of(URI uri) throws IOException, InterruptedException {
        String root = uri.getScheme() + "://" + uri.getRawAuthority();
        HostRules site = sites.computeIfAbsent(root, any -> new HostRules());
        BaseRobotRules rules = site.rules;
        if (rules != null) {
            return rules;
        }
        site.lock.lockInterruptibly();
        try {
            rules = site.rules;
            if (rules == null) {
                rules = ask(URI.create(root + "/robots.txt"));
                site.rules = rules;
            }
            return rules;
        } finally {
            site.lock.unlock();
        }
    }

    private BaseRobotRules ask(URI file) throws IOException, InterruptedException {
        URI now = file;
        for (int i = 0; i <= MAX_REDIRECTS; i++) {
            try (Response response = client.exchange(Request.get(now).acceptCompressed())) {
                int status = response.status();
                String place = response.headers().first("Location");
                if (status >= 300 && status < 400 && place != null) {
                    now = UrlText.resolve(now, place);
                } else if (status == 200) {
                    byte[] text = response.body().readNBytes(MAX_BYTES);
                    return parser.parseContent(file.toString(), text, TYPE, List.of(agent));
                } else {
                    return parser.failedFetch(status);
                }
            } catch (IllegalArgumentException badPlace) {
                break;
            }
        }
        return parser.failedFetch(404);
    }
}
