package dev.hocket.jobs.crawl;

import crawlercommons.robots.BaseRobotRules;
import crawlercommons.robots.SimpleRobotRulesParser;
import dev.hocket.http.Client;
import dev.hocket.http.HttpException;
import dev.hocket.http.Request;
import dev.hocket.http.Response;
import dev.hocket.http.UrlText;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What robots.txt allows (RFC 9309), asked for once for each host, when its first page is. A file
 * that is not there or is empty allows all. Where the server fails, or no answer comes, it is not
 * known what is allowed: that is tried a few times, then remembered for a while, and fails the
 * pages of the host, with the reason; nothing is taken for allowed or forbidden. Safe for use by
 * several threads; one asks, the others wait.
 */
final class RobotsRules {
    private static final int MAX_BYTES = 500 << 10;
    private static final int MAX_REDIRECTS = 5;
    private static final int TRIES = 3;
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final String TYPE = "text/plain";
    private static final byte[] NOTHING = {};
    private final Client client;
    private final CrawlSettings settings;
    private final String agent;
    private final SimpleRobotRulesParser parser = new SimpleRobotRulesParser();
    private final ConcurrentHashMap<String, HostRules> hosts = new ConcurrentHashMap<>();

    private static final class HostRules {
        final ReentrantLock lock = new ReentrantLock();
        volatile @Nullable BaseRobotRules rules;

        // Why they are not known, and until when that holds.
        @Nullable String failure;
        long until;
    }

    /**
     * One look at the file.
     *
     * @param rules what it says, or null
     * @param failure why it is not known what it says
     * @param pause how long the server asks to wait, or null
     */
    private record Look(@Nullable BaseRobotRules rules, String failure, @Nullable Duration pause) {}

    RobotsRules(Client client, CrawlSettings settings) {
        this.client = client;
        this.settings = settings;
        this.agent = settings.agent().toLowerCase(Locale.ROOT);
    }

    /**
     * The rules for the host of a URL.
     *
     * @throws RobotsUnknownException if they are not known
     */
    BaseRobotRules of(URI uri) throws IOException, InterruptedException {
        String root = uri.getScheme() + "://" + uri.getRawAuthority();
        HostRules host = hosts.computeIfAbsent(root, any -> new HostRules());
        BaseRobotRules rules = host.rules;
        if (rules != null) {
            return rules;
        }
        host.lock.lockInterruptibly();
        try {
            rules = host.rules;
            if (rules == null) {
                rules = ask(uri, host, URI.create(root + "/robots.txt"));
                host.rules = rules;
            }
            return rules;
        } finally {
            host.lock.unlock();
        }
    }

    private BaseRobotRules ask(URI uri, HostRules host, URI file)
            throws IOException, InterruptedException {
        long left = host.until - System.nanoTime();
        String failure = host.failure;
        if (failure != null && left > 0) {
            throw new RobotsUnknownException(uri.toString(), failure, Duration.ofNanos(left));
        }
        Duration pause = settings.robotsPause();
        Duration memory = settings.robotsMemory();
        for (int tries = 1; ; tries++) {
            Look look = look(file);
            if (look.rules != null) {
                return look.rules;
            }
            Duration wait = look.pause == null ? pause.multipliedBy(tries) : look.pause;
            if (tries == TRIES || wait.compareTo(LONGEST_PAUSE) > 0) {
                memory = look.pause != null && wait.compareTo(memory) > 0 ? wait : memory;
                host.failure = look.failure;
                host.until = System.nanoTime() + memory.toNanos();
                throw new RobotsUnknownException(uri.toString(), look.failure, memory);
            }
            TimeUnit.NANOSECONDS.sleep(wait.toNanos());
        }
    }

    private Look look(URI file) throws IOException, InterruptedException {
        try {
            return answered(file);
        } catch (HttpException failed) {
            if (!failed.reason().isPassing()) {
                throw failed;
            }
            return new Look(null, String.valueOf(failed.getMessage()), null);
        }
    }

    private Look answered(URI file) throws IOException, InterruptedException {
        URI now = file;
        for (int i = 0; i <= MAX_REDIRECTS; i++) {
            Request request = Request.get(settings.withLogin(now)).acceptCompressed();
            try (Response response = client.exchange(request)) {
                int status = response.status();
                String place = response.headers().first("Location");
                if (status >= 300 && status < 400 && place != null) {
                    now = UrlText.resolve(now, place);
                } else if (status >= 500 || status == 408 || status == 425 || status == 429) {
                    return new Look(null, "the server says " + status, response.retryAfter());
                } else if (status >= 200 && status < 300) {
                    byte[] text = status == 204 ? NOTHING : response.body().readNBytes(MAX_BYTES);
                    return known(parser.parseContent(file.toString(), text, TYPE, List.of(agent)));
                } else {
                    break;
                }
            } catch (IllegalArgumentException badPlace) {
                break;
            }
        }
        return known(parser.failedFetch(404));
    }

    private static Look known(BaseRobotRules rules) {
        return new Look(rules, "", null);
    }
}
