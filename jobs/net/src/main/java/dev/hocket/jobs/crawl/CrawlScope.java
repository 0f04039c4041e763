package dev.hocket.jobs.crawl;

import java.net.URI;

/** Which URLs a crawl follows, relative to its start URLs. */
public enum CrawlScope {
    /** The folders of the start URLs, and everything below. */
    PATH {
        @Override
        String bound(URI start) {
            String text = start.toString();
            int query = text.indexOf('?');
            String whole = query < 0 ? text : text.substring(0, query);
            return whole.substring(0, whole.lastIndexOf('/') + 1);
        }

        @Override
        boolean holds(String bound, String url) {
            return url.startsWith(bound);
        }
    },
    /** The hosts and ports of the start URLs. */
    HOST {
        @Override
        String bound(URI start) {
            return "//" + start.getRawAuthority() + "/";
        }

        @Override
        boolean holds(String bound, String url) {
            return url.startsWith(bound, url.indexOf(':') + 1);
        }
    },
    /** The hosts of the start URLs without {@code www.}, and their subdomains. */
    DOMAIN {
        @Override
        String bound(URI start) {
            String host = start.getHost();
            return host.startsWith("www.") ? host.substring(4) : host;
        }

        @Override
        boolean holds(String bound, String url) {
            String host = LinkResolver.host(url);
            return host.endsWith(bound)
                    && (host.length() == bound.length()
                            || host.charAt(host.length() - bound.length() - 1) == '.');
        }
    };

    /** What the URLs that are in the scope of a start have in common. */
    abstract String bound(URI start);

    abstract boolean holds(String bound, String url);
}
